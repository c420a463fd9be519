{
  imports = [ ./a.nix ];
  names = [ "b" ];
}
