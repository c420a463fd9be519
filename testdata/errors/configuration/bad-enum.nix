{
  services.openssh = {
    enable = true;
    settings.PermitRootLogin = "maybe";
  };
  system.stateVersion = "24.11";
}
