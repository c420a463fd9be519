{
  imports = [ 5 ];
  system.stateVersion = "24.11";
}
