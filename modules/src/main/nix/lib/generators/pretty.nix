/**
  Values as one would write them in the language, for people to read.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    isAttrs
    isFloat
    isInt
    isList
    isPath
    isString
    length
    replaceStrings
    split
    ;
  inherit (lib.attrsets) isDerivation mapAttrsToList;
  inherit (lib.lists) init last;
  inherit (lib.strings) escape escapeNixIdentifier;
  inherit (lib.trivial) functionArgs isFunction;

  # Not part of every evaluator, and needed only for better traces.
  context = builtins.addErrorContext or (_: value: value);

  inQuotes = escape [
    "\\"
    "\""
    "\${"
  ];

  inDoubleQuotes =
    replaceStrings
      [
        "\${"
        "''"
      ]
      [
        "''\${"
        "'''"
      ];

  showFunction =
    f:
    let
      formals = mapAttrsToList (name: optional: name + (if optional then "?" else "")) (functionArgs f);
    in
    if formals == [ ] then "<function>" else "<function, args: {${concatStringsSep ", " formals}}>";
in
{
  /**
    A value in the syntax of the language; functions and packages, which have none, in angle
      brackets.
    With `allowPrettyValues`, sets `{ __pretty; val; }` print themselves.

    Type: toPretty :: { multiline ? bool; indent ? string; allowPrettyValues ? bool; } -> any ->
      string
    Example: toPretty { multiline = false; } { a = [ 1 ]; } => "{ a = [ 1 ]; }"
  */
  toPretty =
    {
      allowPrettyValues ? false,
      multiline ? true,
      indent ? "",
    }:
    let
      show =
        margin: value:
        let
          first = if multiline then "\n${margin}  " else " ";
          end = if multiline then "\n${margin}" else " ";
          nested = show (margin + "  ");
          block =
            open: items: close:
            open + first + concatStringsSep first items + end + close;

          showString =
            let
              lines = filter isString (split "\n" value);
              text = map inDoubleQuotes lines;
              ending = if last text == "" then end else first + last text;
            in
            if multiline && length lines > 1 then
              "''" + first + concatStringsSep first (init text) + ending + "''"
            else
              "\"" + concatStringsSep "\\n" (map inQuotes lines) + "\"";

          showAttr =
            name:
            let
              shown = context "while evaluating an attribute `${name}`" (nested value.${name});
            in
            escapeNixIdentifier name + " = ${shown};";
        in
        if value == null then
          "null"
        else if value == true then
          "true"
        else if value == false then
          "false"
        else if isInt value || isPath value then
          toString value
        else if isFloat value then
          builtins.toJSON value
        else if isString value then
          showString
        else if isList value then
          if value == [ ] then "[ ]" else block "[" (map nested value) "]"
        else if isFunction value then
          showFunction value
        else if !(isAttrs value) then
          abort "generators.toPretty: a value of type ${builtins.typeOf value} cannot be shown"
        else if allowPrettyValues && value ? __pretty && value ? val then
          value.__pretty value.val
        else if value == { } then
          "{ }"
        else if isDerivation value then
          "<derivation ${value.name or "???"}>"
        else
          block "{" (map showAttr (attrNames value)) "}";
    in
    show indent;
}
