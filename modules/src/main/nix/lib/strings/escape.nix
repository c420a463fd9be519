/**
  Escaping for other notations.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    elem
    fromJSON
    genList
    listToAttrs
    mapAttrs
    match
    removeAttrs
    replaceStrings
    ;
  inherit (lib.strings)
    fixedWidthString
    lowerChars
    stringToCharacters
    toLower
    upperChars
    ;
  inherit (lib.trivial) toHexString;

  hexPair = code: fixedWidthString 2 "0" (toHexString code);

  # Character to code, for 1 to 127; a string holds no NUL.
  ascii = listToAttrs (
    genList (
      i:
      let
        code = i + 1;
      in
      {
        # JSON can write any character by its number.
        name = fromJSON ''"\u00${hexPair code}"'';
        value = code;
      }
    ) 127
  );

  # RFC 3986, section 2.3.
  urlUnreserved = lowerChars ++ upperChars ++ stringToCharacters "0123456789-_.~";

  reservedWords = [
    "assert"
    "else"
    "if"
    "in"
    "inherit"
    "let"
    "or"
    "rec"
    "then"
    "with"
  ];
in
rec {
  /**
    The code of an ASCII character.

    Type: charToInt :: string -> int
    Example: charToInt "A" => 65
  */
  charToInt = char: ascii.${char};

  /**
    Put a backslash before each of the given strings.

    Type: escape :: [ string ] -> string -> string
    Example: escape [ "(" ")" ] "(foo)" => "\\(foo\\)"
  */
  escape = targets: replaceStrings targets (map (target: "\\" + target) targets);

  /**
    Write each of the given characters as `\xNN`, which C and systemd understand.

    Type: escapeC :: [ string ] -> string -> string
    Example: escapeC [ " " ] "foo bar" => "foo\\x20bar"
  */
  escapeC =
    targets: replaceStrings targets (map (char: "\\x${toLower (hexPair (charToInt char))}") targets);

  /**
    Percent-encode all but the unreserved characters of RFC 3986.

    Type: escapeURL :: string -> string
    Example: escapeURL "foo/bar baz" => "foo%2Fbar%20baz"
  */
  escapeURL =
    let
      reserved = mapAttrs (_: code: "%${hexPair code}") (removeAttrs ascii urlUnreserved);
    in
    replaceStrings (attrNames reserved) (attrValues reserved);

  /**
    Escape what has a meaning in regular expressions.

    Type: escapeRegex :: string -> string
    Example: escapeRegex "[^a-z]*" => "\\[\\^a-z]\\*"
  */
  escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");

  /**
    Escape what has a meaning in XML text and attributes.

    Type: escapeXML :: string -> string
    Example: escapeXML ''"a" & <b>'' => "&quot;a&quot; &amp; &lt;b&gt;"
  */
  escapeXML =
    replaceStrings
      [
        "&"
        "<"
        ">"
        "\""
        "'"
      ]
      [
        "&amp;"
        "&lt;"
        "&gt;"
        "&quot;"
        "&apos;"
      ];

  /**
    A string literal of the language.

    Type: escapeNixString :: string -> string
    Example: escapeNixString ''a "$b"'' => "\"a \\\"\\$b\\\"\""
  */
  escapeNixString = text: escape [ "$" ] (builtins.toJSON text);

  /**
    An attribute name as one would write it: quoted where it must be.

    Type: escapeNixIdentifier :: string -> string
    Example: escapeNixIdentifier "0abc" => "\"0abc\""
  */
  escapeNixIdentifier =
    name:
    if elem name reservedWords || match "[a-zA-Z_][a-zA-Z0-9_'-]*" name == null then
      escapeNixString name
    else
      name;
}
