# A definition bound to a name that it uses itself ends in an error about that.
{ lib }:
let
  itself = lib.mkIf true (lib.mkMerge [ itself ]);
in
(lib.evalModules {
  modules = [
    { options.a = lib.mkOption { type = lib.types.int; }; }
    {
      _file = "here.nix";
      a = itself;
    }
  ];
}).config.a
