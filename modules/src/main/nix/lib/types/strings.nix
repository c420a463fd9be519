/**
  Strings: whole, matched by a pattern, or joined with a separator.
*/
{ lib, types }:
let
  inherit (types) mkOptionType addCheck defaultFunctor;
  inherit (lib.options) mergeEqualOption;
  matches = pattern: x: builtins.isString x && builtins.match pattern x != null;
in
{
  str = mkOptionType {
    name = "str";
    description = "string";
    descriptionClass = "noun";
    check = builtins.isString;
    merge = mergeEqualOption;
  };

  nonEmptyStr = mkOptionType {
    name = "nonEmptyStr";
    description = "non-empty string";
    descriptionClass = "noun";
    check = x: builtins.isString x && !matches "[ \t\n]*" x;
    merge = mergeEqualOption;
  };

  /**
    One line; a newline at its end is allowed and dropped.
  */
  singleLineStr = mkOptionType {
    name = "singleLineStr";
    description = "(optionally newline-terminated) single-line string";
    descriptionClass = "noun";
    check = matches "[^\n\r]*\n?";
    merge = loc: defs: lib.strings.removeSuffix "\n" (mergeEqualOption loc defs);
  };

  /**
    A string that a regular expression matches as a whole.
  */
  strMatching =
    pattern:
    mkOptionType {
      name = "strMatching ${lib.strings.escapeNixString pattern}";
      description = "string matching the pattern ${pattern}";
      descriptionClass = "noun";
      check = matches pattern;
      merge = mergeEqualOption;
      functor = defaultFunctor "strMatching" // {
        payload = {
          inherit pattern;
        };
        type = payload: types.strMatching payload.pattern;
        binOp = a: b: if a == b then a else null;
      };
    };

  /**
    Strings whose definitions are joined, in order, with a separator.
  */
  separatedString =
    separator:
    mkOptionType {
      name = "separatedString";
      description = "strings concatenated with ${builtins.toJSON separator}";
      descriptionClass = "noun";
      check = builtins.isString;
      merge = builtins.__mergeStrings separator;
      functor = defaultFunctor "separatedString" // {
        payload.sep = separator;
        type = payload: types.separatedString payload.sep;
        binOp = a: b: if a.sep == b.sep then a else null;
      };
    };
  lines = types.separatedString "\n";
  commas = types.separatedString ",";
  envVar = types.separatedString ":";

  /**
    A string that fits into a field of passwd(5).
  */
  passwdEntry =
    type:
    addCheck type (text: builtins.match "[^:\n]*" text != null)
    // {
      name = "passwdEntry ${type.name}";
      description = "${types.optionDescriptionPhrase (class: class == "noun") type}, not containing newlines or colons";
      descriptionClass = "nonRestrictiveClause";
    };

}
