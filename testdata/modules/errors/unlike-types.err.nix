# Two modules declare one option with types that do not merge.
{ lib }:
(lib.evalModules {
  modules = [
    {
      _file = "int.nix";
      options.x = lib.mkOption { type = lib.types.int; };
    }
    {
      _file = "str.nix";
      options.x = lib.mkOption { type = lib.types.str; };
    }
  ];
}).config.x
