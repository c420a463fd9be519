{
  system.stateVersion = "24.11";
  virtualisation.oci-containers.containers = {
    web.image = "Bad Image";
    api.image = "registry.example.org:5000/Team/api:1";
    db.image = "docker.io/library/postgres:15@sha256:0000000000000000000000000000000000000000000000000000000000000000";
    local.image = "localhost/own_app:v1.0";
    folder.image = "oci:/srv/images/App";
  };
}
