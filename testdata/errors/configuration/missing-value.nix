{
  virtualisation.oci-containers.containers.app.ports = [ "80:80" ];
  system.stateVersion = "24.11";
}
