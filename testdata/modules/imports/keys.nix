# A key counts once; a module without one counts each time; files import each other without harm.
{ lib }:
let
  keyed = {
    key = "keyed";
    names = [ "keyed" ];
  };
in
(lib.evalModules {
  modules = [
    { options.names = lib.mkOption { type = lib.types.listOf lib.types.str; }; }
    { imports = [ keyed ]; }
    {
      imports = [
        keyed
        { names = [ "anonymous" ]; }
        { names = [ "anonymous" ]; }
        ./circle/a.nix
      ];
    }
  ];
}).config
