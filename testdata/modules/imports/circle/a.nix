{
  imports = [ ./b.nix ];
  names = [ "a" ];
}
