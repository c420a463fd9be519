{
  imports = [ ./no-such-module.nix ];
  system.stateVersion = "24.11";
}
