/**
  Numbers in strings.
*/
{ lib }:
let
  inherit (builtins)
    fromJSON
    head
    isInt
    match
    stringLength
    ;
  inherit (lib.strings) escapeNixString;

  # The number that `pattern` finds in a text. `objection` looks at the digits: an error or null.
  parseInt =
    function: pattern: text: objection:
    let
      found = match "[[:space:]]*${pattern}[[:space:]]*" text;
      digits = head found;
      number = fromJSON digits;
      failure = "${function}: Could not convert ${escapeNixString text} to int.";
    in
    if found == null then
      throw failure
    else if objection digits != null then
      throw "${function}: ${objection digits}"
    else if isInt number then
      number
    else
      throw failure;
in
rec {
  /**
    The integer in a string. Throws where leading zeros leave open whether it is octal.

    Type: toInt :: string -> int
    Example: toInt " -4 " => -4
  */
  toInt =
    text:
    parseInt "toInt" "(-?[[:digit:]]+)" text (
      digits:
      if match "0[[:digit:]]+" digits == null then
        null
      else
        "Ambiguity in interpretation of ${escapeNixString text} between octal and zero padded integer."
    );

  /**
    The integer in a string, leading zeros ignored.

    Type: toIntBase10 :: string -> int
    Example: toIntBase10 "00024" => 24
  */
  toIntBase10 =
    text:
    if match "[[:space:]]*0+[[:space:]]*" text != null then
      0
    else
      parseInt "toIntBase10" "0*(-?[[:digit:]]+)" text (_: null);

  /**
    A string, filled up on the left to a width. Throws where it is longer.

    Type: fixedWidthString :: int -> string -> string -> string
    Example: fixedWidthString 5 "0" "15" => "00015"
  */
  fixedWidthString =
    width: filler: text:
    let
      size = stringLength text;
      missing = width - size;
      times = if missing == 0 then 0 else missing / stringLength filler;
    in
    if missing < 0 then
      throw "fixedWidthString: requested string length (${toString width}) must not be shorter than actual length (${toString size})"
    else if times * stringLength filler != missing then
      throw "fixedWidthString: a filler of ${toString (stringLength filler)} characters does not fill ${toString missing}"
    else
      lib.strings.replicate times filler + text;

  /**
    An integer, filled up with zeros to a width.

    Type: fixedWidthNumber :: int -> int -> string
    Example: fixedWidthNumber 5 15 => "00015"
  */
  fixedWidthNumber = width: number: fixedWidthString width "0" (toString number);

  /**
    A floating-point number as a string; warns where digits are lost.

    Type: floatToString :: float -> string
    Example: floatToString 0.5 => "0.500000"
  */
  floatToString =
    number:
    let
      text = toString number;
    in
    lib.trivial.warnIf (
      fromJSON text != number
    ) "Imprecise conversion from float to string ${text}" text;
}
