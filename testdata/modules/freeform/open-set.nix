# What has no option of its own goes through the freeform type; options in the same set keep their types.
{ lib }:
let
  inherit (lib) mkOption types;
in
(lib.evalModules {
  modules = [
    {
      freeformType = types.attrsOf (types.either types.int (types.attrsOf types.str));
      options.known = mkOption {
        type = types.bool;
        default = true;
      };
      options.deep.known = mkOption {
        type = types.listOf types.str;
        default = [ "x" ];
      };
    }
    {
      free = lib.mkDefault 1;
      deep.other = "y";
    }
    { free = 2; }
  ];
}).config
