# What modules tell each other and their readers, without an effect on the machine.
{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options = {
    lib = mkOption {
      type = types.attrsOf (types.attrsOf types.raw);
      default = { };
      example = lib.literalExpression "{ mine.double = x: 2 * x; }";
      description = "Functions that modules offer to other modules, by topic.";
    };

    meta.maintainers = mkOption {
      type = types.listOf types.raw;
      default = [ ];
      example = lib.literalExpression "[ { name = \"Alice\"; email = \"alice@example.org\"; } ]";
      description = "Who looks after a module.";
    };
  };
}
