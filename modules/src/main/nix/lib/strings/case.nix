/**
  Upper and lower case (ASCII).
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    elem
    isString
    match
    replaceStrings
    substring
    tail
    typeOf
    ;
  inherit (lib.strings) addContextFrom splitStringBy stringToCharacters;
  inherit (lib.trivial) throwIfNot;

  onlyStrings =
    function: value:
    throwIfNot (isString value) "${function} does only accepts string values, but got ${typeOf value}";
in
rec {
  /**
    The letters a to z. Type: lowerChars :: [ string ]
  */
  lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";

  /**
    The letters A to Z. Type: upperChars :: [ string ]
  */
  upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /**
    Type: toLower :: string -> string
    Example: toLower "HOME" => "home"
  */
  toLower = replaceStrings upperChars lowerChars;

  /**
    Type: toUpper :: string -> string
    Example: toUpper "home" => "HOME"
  */
  toUpper = replaceStrings lowerChars upperChars;

  /**
    First letter in upper case, the others in lower case.

    Type: toSentenceCase :: string -> string
    Example: toSentenceCase "hELLO" => "Hello"
  */
  toSentenceCase =
    text:
    onlyStrings "toSentenceCase" text (
      addContextFrom text (toUpper (substring 0 1 text) + toLower (substring 1 (-1) text))
    );

  /**
    Words joined without a gap, each but the first with a capital. Words end at `-`, `_`, blanks,
      and
    where a capital follows a small letter.

    Type: toCamelCase :: string -> string
    Example: toCamelCase "hello-world" => "helloWorld"
  */
  toCamelCase =
    text:
    let
      isGap =
        _: char:
        elem char [
          "-"
          "_"
          " "
        ];
      isHump = before: char: match "[a-z]" before != null && match "[A-Z]" char != null;
      words = concatMap (splitStringBy isHump true) (splitStringBy isGap false text);
    in
    onlyStrings "toCamelCase" text (
      addContextFrom text (
        toLower (builtins.head words) + builtins.concatStringsSep "" (map toSentenceCase (tail words))
      )
    );
}
