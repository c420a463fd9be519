/**
  Lua tables and bindings.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    isAttrs
    isList
    isPath
    match
    toJSON
    typeOf
    ;

  plain = [
    "bool"
    "float"
    "int"
    "string"
  ];

  isVariable = name: match "[[:alpha:]_][[:alnum:]_]*(\\.[[:alpha:]_][[:alnum:]_]*)*" name != null;

  show =
    multiline: margin: value:
    let
      gap = if multiline then "\n${margin}  " else " ";
      end = if multiline then "\n${margin}" else " ";
      inner = show multiline (margin + "  ");
      table = items: if items == [ ] then "{}" else "{${gap}${concatStringsSep ",${gap}" items}${end}}";
      field = name: "[${toJSON name}] = ${inner value.${name}}";
    in
    if value == null then
      "nil"
    else if builtins.elem (typeOf value) plain then
      toJSON value
    else if isPath value || lib.attrsets.isDerivation value then
      toJSON "${value}"
    else if isList value then
      table (map inner value)
    else if !(isAttrs value) then
      abort "generators.toLua: type ${typeOf value} is unsupported"
    else if (value._type or null) == "lua-inline" then
      "(${value.expr})"
    else
      table (map field (attrNames value));
in
{
  /**
    A Lua expression, or with `asBindings` a line `name = value` for each attribute.

    Type: toLua :: { multiline ? bool; indent ? string; asBindings ? bool; } -> any -> string
    Example: toLua { multiline = false; } { a = [ 1 ]; } => "{ [\"a\"] = { 1 } }"
  */
  toLua =
    {
      multiline ? true,
      indent ? "",
      asBindings ? false,
    }:
    value:
    let
      wrong = filter (name: !(isVariable name)) (attrNames value);
      binding = name: "${indent}${name} = ${show multiline indent value.${name}}\n";
    in
    if !asBindings then
      show multiline indent value
    else if wrong != [ ] then
      throw "Bad Lua var names: ${lib.generators.toPretty { } wrong}"
    else
      concatStringsSep "" (map binding (attrNames value));

  /**
    Lua code that `toLua` inserts as it is, in parentheses.

    Type: mkLuaInline :: string -> attrs
    Example: toLua { } (mkLuaInline "os.time()") => "(os.time())"
  */
  mkLuaInline = expr: {
    _type = "lua-inline";
    inherit expr;
  };
}
