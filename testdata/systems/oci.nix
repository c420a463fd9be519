# Containers made from images.
{ pkgs, ... }:
{
  system.stateVersion = "24.11";
  virtualisation.oci-containers.containers = {
    db = {
      image = "postgres:15";
      environment.POSTGRES_PASSWORD = "it's secret";
      volumes = [ "data:/var/lib/postgresql/data" ];
    };
    app = {
      image = "app:1";
      imageFile = pkgs.writeText "image" "";
      dependsOn = [ "db" ];
      ports = [ "8080:80" ];
      cmd = [ "--verbose" ];
      capabilities.NET_ADMIN = true;
      autoStart = false;
    };
  };
}
