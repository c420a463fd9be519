/**
  Strings taken apart.
*/
{ lib }:
let
  inherit (builtins)
    filter
    genList
    isString
    stringLength
    substring
    ;
  inherit (lib.strings) addContextFrom concatStrings escapeRegex;
in
rec {
  inherit (builtins) match split;

  /**
    The characters (bytes) of a string.

    Type: stringToCharacters :: string -> [ string ]
    Example: stringToCharacters "foo" => [ "f" "o" "o" ]
  */
  stringToCharacters = text: genList (i: substring i 1 text) (stringLength text);

  /**
    Map the characters of a string to strings and put them together.

    Type: stringAsChars :: (string -> string) -> string -> string
    Example: stringAsChars (c: if c == "n" then "m" else c) "nano" => "mamo"
  */
  stringAsChars = f: text: concatStrings (map f (stringToCharacters text));

  /**
    The pieces between separators.

    Type: splitString :: string -> string -> [ string ]
    Example: splitString "." "foo.bar" => [ "foo" "bar" ]
  */
  splitString =
    separator: text:
    map (addContextFrom text) (
      filter isString (builtins.split (escapeRegex (toString separator)) (toString text))
    );

  /**
    The pieces between the places a predicate of two neighbouring characters holds at; the second of
    them begins the next piece, or is dropped.

    Type: splitStringBy :: (string -> string -> bool) -> bool -> string -> [ string ]
    Example: splitStringBy (prev: curr: curr == ".") false "a.b" => [ "a" "b" ]
  */
  splitStringBy =
    isCut: keep: text:
    let
      size = stringLength text;
      charAt = i: if i < 0 then "" else substring i 1 text;
      cuts = filter (i: isCut (charAt (i - 1)) (charAt i)) (genList (i: i) size);
      pieces = builtins.length cuts + 1;
      start = n: if n == 0 then 0 else builtins.elemAt cuts (n - 1) + (if keep then 0 else 1);
      end = n: if n == pieces - 1 then size else builtins.elemAt cuts n;
    in
    genList (n: addContextFrom text (substring (start n) (end n - start n) text)) pieces;

  /**
    The beginning of a URL's last component, up to the separator.

    Type: nameFromURL :: string -> string -> string
    Example: nameFromURL "https://example.org/zlib-1.3.tar.gz" "-" => "zlib"
  */
  nameFromURL =
    url: separator:
    let
      file = lib.lists.last (splitString "/" url);
      name = builtins.head (splitString separator file);
    in
    assert name != file;
    name;
}
