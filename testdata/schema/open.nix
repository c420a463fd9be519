# Modules that take more than they declare: the type of what is left holds sets of whole numbers.
{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  freeformType = types.attrsOf (types.attrsOf types.int);

  options = {
    name = mkOption {
      type = types.str;
      default = "";
    };
    web.port = mkOption {
      type = types.port;
      default = 80;
    };
    web.tls.enable = mkOption {
      type = types.nullOr types.bool;
      default = null;
    };
  };
}
