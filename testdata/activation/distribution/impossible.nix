# Asks for what the machine does not have.
{ pkgs, ... }:

{
  imports = [ ./one.nix ];

  environment.etc."owner/impossible/file".text = "impossible\n";

  systemd.sockets.taken = {
    wantedBy = [ "sockets.target" ];
    listenStreams = [ "8099" ];
  };
  systemd.services.taken.serviceConfig.ExecStart = "${pkgs.busybox}/bin/busybox sleep 1000009";

  containers.box = {
    autoStart = true;
    bindMounts."/data".hostPath = "/srv/absent";
    interfaces = [ "eth77" ];
    allowedDevices = [
      {
        node = "/dev/absent";
        modifier = "rw";
      }
    ];
    privateNetwork = true;
    hostAddress = "10.66.0.1";
    localAddress = "10.66.0.2";
    config.system.stateVersion = "24.11";
  };
}
