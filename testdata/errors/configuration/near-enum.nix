{
  services.openssh.enable = true;
  services.openssh.settings.PermitRootLogin = "forced-command-only";
  system.stateVersion = "24.11";
}
