# A submodule that holds itself by default has no end.
{ lib }:
let
  tree = lib.types.submodule {
    options.child = lib.mkOption {
      type = tree;
      default = { };
    };
  };
in
builtins.toJSON
  (lib.evalModules {
    modules = [
      {
        options.root = lib.mkOption {
          type = tree;
          default = { };
        };
      }
    ];
  }).config
