{
  system.stateVersion = "24.11";
  virtualisation.oci-containers.containers = {
    web = {
      image = "web";
      ports = [ "8080:80" "http" ];
      dependsOn = [ "db" "cache" ];
    };
    db = {
      image = "db";
      ports = [ "127.0.0.1:8080:80" ];
      dependsOn = [ "web" ];
      login.username = "alice";
      podman.user = "bob";
    };
  };
}
