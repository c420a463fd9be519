/**
  What a string begins with, ends with, contains.
*/
{ lib }:
let
  inherit (builtins)
    foldl'
    head
    isPath
    match
    stringLength
    substring
    ;
  inherit (lib.trivial) warnIf;

  endsWith =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (-1) text == suffix;

  # Paths were accepted here once and silently copied to the store.
  warnOfPath =
    {
      function,
      argument ? "first argument",
      outcome,
      instead ? "",
    }:
    value:
    warnIf (isPath value) (
      "lib.strings.${function}: The ${argument} (${toString value}) is a path value, but only strings are supported.\n"
      + "    There is almost certainly a bug in the calling code, since this function ${outcome} in such a case.\n"
      + "    This function also copies the path to the Nix store, which may not be what you want.\n"
      + "    This behavior is deprecated and will throw an error in the future."
      + instead
    );
in
{
  /**
    Does the second string begin with the first?

    Type: hasPrefix :: string -> string -> bool
    Example: hasPrefix "foo" "foobar" => true
  */
  hasPrefix =
    prefix: text:
    warnOfPath {
      function = "hasPrefix";
      outcome = "always returns `false`";
      instead = "\n    You might want to use `lib.path.hasPrefix` instead, which correctly supports paths.";
    } prefix (substring 0 (stringLength prefix) text == prefix);

  /**
    Does the second string end with the first?

    Type: hasSuffix :: string -> string -> bool
    Example: hasSuffix "bar" "foobar" => true
  */
  hasSuffix =
    suffix: text:
    warnOfPath {
      function = "hasSuffix";
      outcome = "always returns `false`";
    } suffix (endsWith suffix text);

  /**
    Does the second string contain the first?

    Type: hasInfix :: string -> string -> bool
    Example: hasInfix "ob" "foobar" => true
  */
  hasInfix =
    infix: text:
    warnOfPath {
      function = "hasInfix";
      outcome = "always returns `false`";
    } infix (match ".*${lib.strings.escapeRegex infix}.*" "${text}" != null);

  /**
    The string without a beginning, if it begins so.

    Type: removePrefix :: string -> string -> string
    Example: removePrefix "foo." "foo.bar" => "bar"
  */
  removePrefix =
    prefix: text:
    let
      size = stringLength prefix;
    in
    warnOfPath {
      function = "removePrefix";
      outcome = "never removes any prefix";
    } prefix (if substring 0 size text == prefix then substring size (-1) text else text);

  /**
    The string without an end, if it ends so.

    Type: removeSuffix :: string -> string -> string
    Example: removeSuffix ".bar" "foo.bar" => "foo"
  */
  removeSuffix =
    suffix: text:
    warnOfPath
      {
        function = "removeSuffix";
        outcome = "never removes any suffix";
      }
      suffix
      (if endsWith suffix text then substring 0 (stringLength text - stringLength suffix) text else text);

  /**
    The string without white space (blanks, tabs, line ends) at both ends.

    Type: trim :: string -> string
    Example: trim "  hello\n" => "hello"
  */
  trim = lib.strings.trimWith {
    start = true;
    end = true;
  };

  /**
    The string without white space at the chosen ends.

    Type: trimWith :: { start ? bool; end ? bool; } -> string -> string
    Example: trimWith { end = true; } " hello " => " hello"
  */
  trimWith =
    {
      start ? false,
      end ? false,
    }:
    let
      blank = " \t\r\n";
      before = if start then "[${blank}]*" else "";
      body = if end then "(.*[^${blank}])[${blank}]*" else "(.*)";
    in
    text:
    let
      found = match (before + body) text;
    in
    # Nothing is found where an end is trimmed and all is blank.
    if found == null then "" else head found;

  /**
    A path string without repeated slashes.

    Type: normalizePath :: string -> string
    Example: normalizePath "/a//b///c/" => "/a/b/c/"
  */
  normalizePath =
    text:
    warnIf (isPath text)
      (
        "lib.strings.normalizePath: The argument (${toString text}) is a path value, but only strings are supported.\n"
        + "    Path values are always normalised in Nix, so there's no need to call this function on them.\n"
        + "    This function also copies the path to the Nix store and returns the store path, the same as \"\${path}\" will, which may not be what you want.\n"
        + "    This behavior is deprecated and will throw an error in the future."
      )
      (foldl' (sofar: char: if char == "/" && endsWith "/" sofar then sofar else sofar + char) "" (
        lib.strings.stringToCharacters text
      ));
}
