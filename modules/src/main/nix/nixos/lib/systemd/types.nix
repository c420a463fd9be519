# Option types for what unit files hold.
{ lib }:

let
  inherit (lib) types mkOptionType;

  isValue =
    value:
    builtins.isBool value
    || builtins.isInt value
    || builtins.isFloat value
    || builtins.isString value
    || builtins.isPath value
    || lib.isDerivation value
    || lib.isStorePath value;

  # The value of one directive. Definitions that are lists are joined, since a directive may stand
  # several times; other definitions must agree.
  directive = mkOptionType {
    name = "systemd option";
    description = "systemd option";
    descriptionClass = "noun";
    check =
      value: value == null || isValue value || (builtins.isList value && builtins.all isValue value);
    merge =
      loc: defs:
      if builtins.any (def: builtins.isList def.value) defs then
        lib.concatMap (def: lib.toList def.value) defs
      else
        lib.mergeEqualOption loc defs;
  };
in
{
  inherit directive;

  section = types.attrsOf directive;

  # A unit's full name, with its suffix.
  unitName =
    types.strMatching "[a-zA-Z0-9@%:_.\\-]+[.](service|socket|device|mount|automount|swap|target|path|timer|scope|slice)";

  # A word of an ExecStart-like line, or a package whose path is meant.
  words = types.listOf types.str;
}
