# As for one definition, for a whole configuration.
{ lib }:
let
  itself = lib.mkMerge [ (lib.mkIf true itself) ];
in
(lib.evalModules {
  modules = [
    { options.a = lib.mkOption { type = lib.types.int; }; }
    {
      _file = "here.nix";
      config = itself;
    }
  ];
}).config.a
