/**
  Arithmetic, comparison and number bases.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    isInt
    match
    ;

  inherit (lib.strings) removePrefix stringToCharacters toUpper;

  digits = "0123456789ABCDEF";

  values = builtins.listToAttrs (
    builtins.genList (value: {
      name = builtins.substring value 1 digits;
      inherit value;
    }) 16
  );

  digitOf =
    text: char:
    values.${toUpper char} or (throw "fromHexString: '${text}' has characters other than hexadecimal digits");
in
rec {
  inherit (builtins)
    add
    bitAnd
    bitOr
    bitXor
    ceil
    div
    floor
    isFloat
    isInt
    lessThan
    mul
    sub
    ;

  /**
    All bits of an integer inverted.

    Type: bitNot :: int -> int
    Example: bitNot 10 => -11
  */
  bitNot = n: (-1) - n;

  /**
    The smaller of two values.

    Type: min :: number -> number -> number
    Example: min 3 4 => 3
  */
  min = a: b: if b > a then a else b;

  /**
    The larger of two values.

    Type: max :: number -> number -> number
    Example: max 3 4 => 4
  */
  max = a: b: if b < a then a else b;

  /**
    The remainder of an integer division, with the sign of the dividend.

    Type: mod :: int -> int -> int
    Example: mod 11 10 => 1
  */
  mod = dividend: divisor: dividend - (dividend / divisor) * divisor;

  /**
    Three-way comparison: -1 below, 0 equal, 1 above.

    Type: compare :: a -> a -> int
    Example: compare 1 2 => -1
  */
  compare =
    a: b:
    if b > a then
      -1
    else if a > b then
      1
    else
      0;

  /**
    Three-way comparison in two groups: values the predicate holds for come first; within a group
    the given comparison decides.

    Type: splitByAndCompare :: (a -> bool) -> (a -> a -> int) -> (a -> a -> int) -> a -> a -> int
    Example: splitByAndCompare (hasPrefix "x") compare compare "xa" "b" => -1
  */
  splitByAndCompare =
    belongs: within: outside: a: b:
    let
      first = belongs a;
      second = belongs b;
    in
    if first && second then
      within a b
    else if first then
      -1
    else if second then
      1
    else
      outside a b;

  /**
    The digits of a non-negative integer in a base, most significant first.

    Type: toBaseDigits :: int -> int -> [ int ]
    Example: toBaseDigits 2 6 => [ 1 1 0 ]
  */
  toBaseDigits =
    base: number:
    let
      collect =
        rest: low:
        if rest < base then [ rest ] ++ low else collect (rest / base) ([ (mod rest base) ] ++ low);
    in
    assert isInt base && isInt number;
    assert base >= 2 && number >= 0;
    collect number [ ];

  /**
    A non-negative integer as hexadecimal digits in upper case.

    Type: toHexString :: int -> string
    Example: toHexString 250 => "FA"
  */
  toHexString =
    number:
    builtins.concatStringsSep "" (map (d: builtins.substring d 1 digits) (toBaseDigits 16 number));

  /**
    The integer that hexadecimal digits stand for; `0x` in front is allowed. Throws on any other
      text
    and on numbers above 2^63 - 1.

    Type: fromHexString :: string -> int
    Example: fromHexString "0xFF" => 255
  */
  fromHexString =
    text:
    let
      parts = match "(0x)?([0-7]?[0-9A-Fa-f]{1,15})" text;
      read = hex: builtins.foldl' (sum: char: sum * 16 + digitOf text char) 0 (stringToCharacters hex);
    in
    if parts != null then
      read (elemAt parts 1)
    else if removePrefix "0x" text == "" then
      throw "fromHexString: '${text}' has no hexadecimal digits"
    else
      lib.warn
        "fromHexString: ${lib.generators.toPretty { } text} is not a valid input and will be rejected in 26.05"
        (read (removePrefix "0x" text));
}
