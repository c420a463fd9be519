# Options that hold themselves have no end, and so no reference.
{ lib }:
let
  tree = lib.types.submodule {
    options.child = lib.mkOption {
      type = tree;
      default = { };
    };
  };
in
lib.optionAttrSetToDocList
  (lib.evalModules {
    modules = [ { options.root = lib.mkOption { type = tree; }; } ];
  }).options
