/**
  Strings put together.
*/
{ lib }:
let
  inherit (builtins)
    attrValues
    genList
    length
    mapAttrs
    substring
    ;
  inherit (lib.lists) imap1;
in
rec {
  inherit (builtins) concatStringsSep replaceStrings stringLength substring;

  /**
    `concatStringsSep`. Type: join :: string -> [ string ] -> string
  */
  join = concatStringsSep;

  /**
    Strings one after the other.

    Type: concatStrings :: [ string ] -> string
    Example: concatStrings [ "a" "b" ] => "ab"
  */
  concatStrings = concatStringsSep "";

  /**
    Map a list to strings and put them one after the other.

    Type: concatMapStrings :: (a -> string) -> [ a ] -> string
    Example: concatMapStrings (x: "<${x}>") [ "a" "b" ] => "<a><b>"
  */
  concatMapStrings = concatMapStringsSep "";

  /**
    Map a list to strings and join them with a separator.

    Type: concatMapStringsSep :: string -> (a -> string) -> [ a ] -> string
    Example: concatMapStringsSep "-" toUpper [ "a" "b" ] => "A-B"
  */
  concatMapStringsSep =
    separator: f: list:
    concatStringsSep separator (map f list);

  /**
    `concatMapStrings` with the position, counted from 1.

    Type: concatImapStrings :: (int -> a -> string) -> [ a ] -> string
    Example: concatImapStrings (i: x: "${toString i}${x}") [ "a" "b" ] => "1a2b"
  */
  concatImapStrings = concatImapStringsSep "";

  /**
    `concatMapStringsSep` with the position, counted from 1.

    Type: concatImapStringsSep :: string -> (int -> a -> string) -> [ a ] -> string
    Example: concatImapStringsSep "-" (i: x: "${toString i}${x}") [ "a" "b" ] => "1a-2b"
  */
  concatImapStringsSep =
    separator: f: list:
    concatStringsSep separator (imap1 f list);

  /**
    Map attributes to strings and join them with a separator, in the order of the names.

    Type: concatMapAttrsStringSep :: string -> (string -> any -> string) -> attrs -> string
    Example: concatMapAttrsStringSep " " (name: value: "${name}=${value}") { a = "1"; b = "2"; } =>
      "a=1 b=2"
  */
  concatMapAttrsStringSep =
    separator: f: set:
    concatStringsSep separator (attrValues (mapAttrs f set));

  /**
    Lines, each ended by a newline.

    Type: concatLines :: [ string ] -> string
    Example: concatLines [ "a" "b" ] => "a\nb\n"
  */
  concatLines = concatMapStrings (line: "${line}\n");

  /**
    A list with a separator between its elements.

    Type: intersperse :: a -> [ a ] -> [ a ]
    Example: intersperse "/" [ "usr" "local" ] => [ "usr" "/" "local" ]
  */
  intersperse =
    separator: list:
    let
      gaps = length list - 1;
    in
    if gaps < 1 then
      list
    else
      genList (i: if lib.trivial.mod i 2 == 0 then builtins.elemAt list (i / 2) else separator) (
        length list + gaps
      );

  /**
    The string, or an empty one where the condition does not hold.

    Type: optionalString :: bool -> string -> string
    Example: optionalString false "text" => ""
  */
  optionalString = condition: text: if condition then text else "";

  /**
    A string, repeated.

    Type: replicate :: int -> string -> string
    Example: replicate 3 "v" => "vvv"
  */
  replicate = count: text: concatStrings (genList (_: text) count);

  /**
    Replace one string by another, everywhere.

    Type: replaceString :: string -> string -> string -> string
    Example: replaceString "world" "moon" "hello, world" => "hello, moon"
  */
  replaceString = from: to: replaceStrings [ from ] [ to ];

  /**
    Give a string the context of another: what must be built for it to make sense.

    Type: addContextFrom :: string -> string -> string
    Example: addContextFrom pkgs.hello "bar" => "bar"
  */
  addContextFrom = source: text: substring 0 0 source + text;
}
