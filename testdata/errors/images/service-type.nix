(import <nixpkgs> { }).lib.makeImage {
  image.name = "app";
  systemd.services.daemon.serviceConfig = {
    Type = "forking";
    ExecStart = "/bin/daemon";
    ExecStop = "/bin/daemon --stop";
  };
  systemd.services.tidy = {
    script = "true";
    startAt = "daily";
  };
}
