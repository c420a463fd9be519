# OCI containers on the host of the tests: made from images that are built here, so that nothing is pulled.
{ pkgs, ... }:

let
  applets = pkgs.linkFarm "applets" (
    map
      (name: {
        name = "bin/${name}";
        path = "${pkgs.busybox}/bin/busybox";
      })
      [
        "env"
        "hostname"
        "httpd"
        "id"
        "ls"
        "sh"
        "sleep"
        "test"
        "touch"
      ]
  );

  image =
    name:
    pkgs.dockerTools.buildLayeredImage {
      inherit name;
      tag = "test";
      contents = [
        applets
        (pkgs.writeTextDir "www/index.html" "hello from ${name}\n")
        (pkgs.writeTextDir "etc/passwd" "root:x:0:0::/:/bin/sh\nworker:x:1000:1000::/:/bin/sh\n")
        (pkgs.writeTextDir "etc/group" "root:x:0:\nworker:x:1000:\n")
      ];
      config.Cmd = [
        "/bin/httpd"
        "-f"
        "-p"
        "80"
        "-h"
        "/www"
      ];
    };
  archive = image "streamed";
in
{
  virtualisation.podman.enable = true;
  virtualisation.containers.registries.search = [ "registry.invalid" ];

  # A network of their own, and a file with settings.
  systemd.services.backend-network = {
    description = "The network backend";
    wantedBy = [ "multi-user.target" ];
    before = [ "podman-app.service" ];
    requiredBy = [ "podman-app.service" ];
    path = [ pkgs.podman ];
    environment.CONTAINERS_CONF = "/etc/containers/containers.conf";
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
    };
    script = "podman network exists backend || podman network create backend";
  };
  systemd.tmpfiles.rules = [ "f+ /etc/app.env 0600 root root - SECRET=hidden" ];

  virtualisation.oci-containers = {
    backend = "podman";
    containers = {
      # Started when healthy, which takes it three seconds.
      db = {
        image = "served:test";
        imageFile = image "served";
        podman.sdnotify = "healthy";
        entrypoint = "/bin/sh";
        cmd = [
          "-c"
          "sleep 3; touch /tmp/ready; exec httpd -f -p 80 -h /www"
        ];
        extraOptions = [
          "--health-cmd=test -e /tmp/ready"
          "--health-interval=disable"
          "--tmpfs=/tmp"
          "--stop-timeout=1"
        ];
        ports = [ "127.0.0.1:8181:80" ];
      };
      app = {
        image = "localhost/streamed:test";
        imageStream = pkgs.writeShellScript "stream" "exec ${pkgs.gzip}/bin/gzip -dc ${archive}";
        dependsOn = [ "db" ];
        entrypoint = "/bin/sh";
        cmd = [
          "-c"
          "env > /data/env; id -u > /data/user; hostname > /data/name; exec sleep infinity"
        ];
        environment.GREETING = "hello world";
        environmentFiles = [ "/etc/app.env" ];
        labels."org.example.role" = "front";
        hostname = "front";
        user = "worker:worker";
        workdir = "/www";
        volumes = [ "data:/data:U" ];
        networks = [ "backend" ];
        capabilities.CHOWN = false;
        capabilities.NET_ADMIN = true;
        devices = [ "/dev/null:/dev/nothing" ];
        log-driver = "journald";
        preRunExtraOptions = [ "--log-level=error" ];
        extraOptions = [ "--stop-timeout=1" ];
      };
      # By hand only, and kept when it stops.
      spare = {
        image = "served:test";
        imageFile = image "served";
        autoStart = false;
        autoRemoveOnStop = false;
        privileged = true;
        serviceName = "spare-part";
      };
    };
  };
}
