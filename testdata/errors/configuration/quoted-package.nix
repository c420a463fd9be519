{
  system.stateVersion = "24.11";
  environment.systemPackages = [ "htop" ];
}
