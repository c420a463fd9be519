{
  services.nginx = {
    enable = true;
    virtualHosts."example.org".rot = "/srv";
  };
  system.stateVersion = "24.11";
}
