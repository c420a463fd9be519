/**
  Dhall expressions.
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    isAttrs
    isBool
    isInt
    isList
    ;
  inherit (lib.trivial) isFunction;
in
{
  /**
    A Dhall value. Evaluation stops at functions and null, which have no equivalent.

    Type: toDhall :: { } -> any -> string
    Example: toDhall { } { a = 1; b = true; } => "{ a = +1, b = True }"
  */
  toDhall =
    { }:
    let
      join = concatStringsSep ", ";
      show =
        value:
        if isList value then
          "[ ${join (map show value)} ]"
        else if isAttrs value then
          "{ ${join (lib.attrsets.mapAttrsToList (name: child: "${name} = ${show child}") value)} }"
        else if isBool value then
          if value then "True" else "False"
        else if isInt value then
          # Without a sign it would be a Natural.
          if value >= 0 then "+${toString value}" else toString value
        else if value == null then
          abort "generators.toDhall: cannot convert a null to Dhall"
        else if isFunction value then
          abort "generators.toDhall: cannot convert a function to Dhall"
        else
          builtins.toJSON value;
    in
    show;
}
