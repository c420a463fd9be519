# Containers made from images, by docker.
{ pkgs, ... }:
{
  system.stateVersion = "24.11";
  virtualisation.oci-containers = {
    backend = "docker";
    containers = {
      db = {
        image = "registry.example/postgres:15";
        pull = "always";
        login = {
          registry = "registry.example";
          username = "reader";
          passwordFile = "/etc/registry-password";
        };
        environmentFiles = [ "/etc/db.env" ];
        log-driver = "none";
        volumes = [ "data:/var/lib/postgresql/data" ];
        networks = [ "inner" ];
      };
      app = {
        image = "app:1";
        imageFile = pkgs.writeText "image" "";
        pull = "never";
        dependsOn = [ "db" ];
        ports = [ "127.0.0.1:8080:80" ];
        hostname = "app";
        labels."owner" = "alice";
        user = "1000:100";
        workdir = "/srv";
        devices = [ "/dev/fuse:/dev/fuse:rw" ];
        capabilities = {
          NET_ADMIN = true;
          CHOWN = false;
        };
        preRunExtraOptions = [ "--log-level=warn" ];
        extraOptions = [ "--init" ];
        autoRemoveOnStop = false;
      };
    };
  };
}
