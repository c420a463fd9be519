# A disabled module brings neither its definitions nor its imports.
{ lib }:
(lib.evalModules {
  specialArgs.modulesPath = ./circle;
  modules = [
    { options.names = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; }; }
    ./circle/a.nix
    { disabledModules = [ "a.nix" ]; }
  ];
}).config
