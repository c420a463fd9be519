/**
  Lines of keys and values.
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    concatStringsSep
    isAttrs
    isFloat
    isInt
    isList
    isString
    attrNames
    ;
  inherit (lib.attrsets) isDerivation;
  inherit (lib.strings) escape floatToString;
  inherit (lib.trivial) isFunction;
in
rec {
  /**
    A plain value as text: strings as they are, `true`, `false`, `null`, numbers, packages by their
      path.
    Evaluation stops at lists, sets and functions.

    Type: mkValueStringDefault :: { } -> any -> string
    Example: mkValueStringDefault { } true => "true"
  */
  mkValueStringDefault =
    { }:
    value:
    let
      unsupported =
        what:
        abort "generators.mkValueStringDefault: ${what} not supported: ${lib.generators.toPretty { } value}";
    in
    if isString value then
      value
    else if isInt value || isDerivation value then
      toString value
    else if isFloat value then
      floatToString value
    else if value == null then
      "null"
    else if value == true then
      "true"
    else if value == false then
      "false"
    else if isList value then
      unsupported "lists"
    # A callable set is a set here.
    else if isAttrs value then
      unsupported "attrsets"
    else if isFunction value then
      unsupported "functions"
    else
      unsupported "this value is";

  /**
    A key, the separator and a value; the separator is escaped in the key.

    Type: mkKeyValueDefault :: { mkValueString ?; } -> string -> string -> any -> string
    Example: mkKeyValueDefault { } ":" "f:oo" "bar" => "f\\:oo:bar"
  */
  mkKeyValueDefault =
    {
      mkValueString ? mkValueStringDefault { },
    }:
    separator:
    let
      escapeKey = escape [ separator ];
    in
    key: value: "${escapeKey key}${separator}${mkValueString value}";

  /**
    One line for each attribute; lists may become one line for each element.

    Type: toKeyValue :: { mkKeyValue ?; listsAsDuplicateKeys ?; indent ?; } -> attrs -> string
    Example: toKeyValue { } { a = 1; b = "x"; } => "a=1\nb=x\n"
  */
  toKeyValue =
    {
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
      indent ? "",
    }:
    set:
    let
      values =
        key:
        let
          value = set.${key};
        in
        if listsAsDuplicateKeys && isList value then value else [ value ];
    in
    concatStringsSep "" (
      concatMap (key: map (value: "${indent}${mkKeyValue key value}\n") (values key)) (attrNames set)
    );
}
