/**
  A value as a TOML 1.0 document: plain keys first, then tables, then arrays of tables, as the format demands.

  Type: { lib } -> attrs -> string
*/
{ lib }:
let
  bare = key: builtins.match "[A-Za-z0-9_-]+" key != null;

  # JSON's escapes are TOML's.
  quote = builtins.toJSON;

  key = name: if bare name then name else quote name;

  path = lib.concatMapStringsSep "." key;

  float =
    value:
    let
      text = builtins.toJSON value;
    in
    if builtins.match "-?[0-9]+" text != null then "${text}.0" else text;

  inline =
    value:
    if builtins.isAttrs value && !(value ? outPath) then
      "{ ${
        lib.concatStringsSep ", " (
          lib.mapAttrsToList (name: item: "${key name} = ${inline item}") (present value)
        )
      } }"
    else if builtins.isList value then
      "[${lib.concatMapStringsSep ", " inline value}]"
    else if builtins.isBool value then
      lib.boolToString value
    else if builtins.isInt value then
      toString value
    else if builtins.isFloat value then
      float value
    else if value == null then
      throw "toml: a list cannot hold null"
    else
      quote "${value}";

  # TOML has no null: a key without a value is left out.
  present = lib.filterAttrs (_: value: value != null);

  isTable = value: builtins.isAttrs value && !(value ? outPath);
  isTables = value: builtins.isList value && value != [ ] && builtins.all isTable value;

  table =
    at: values:
    let
      all = present values;
      names = builtins.attrNames all;
      plain = lib.filter (name: !isTable all.${name} && !isTables all.${name}) names;
      tables = lib.filter (name: isTable all.${name}) names;
      lists = lib.filter (name: isTables all.${name}) names;
    in
    lib.concatMapStrings (name: "${key name} = ${inline all.${name}}\n") plain
    + lib.concatMapStrings (
      name:
      let
        here = at ++ [ name ];
        body = table here all.${name};
      in
      "\n[${path here}]\n${body}"
    ) tables
    + lib.concatMapStrings (
      name:
      let
        here = at ++ [ name ];
      in
      lib.concatMapStrings (item: "\n[[${path here}]]\n${table here item}") all.${name}
    ) lists;
in
table [ ]
