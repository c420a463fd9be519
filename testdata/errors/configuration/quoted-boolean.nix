{
  services.openssh.enable = "yes";
  system.stateVersion = "24.11";
}
