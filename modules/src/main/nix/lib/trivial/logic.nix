/**
  Booleans as functions, and choices that depend on null.
*/
{ lib }:
{
  inherit (builtins) isBool;

  /**
    Logical or.

    Type: or :: bool -> bool -> bool
    Example: lib.or true false => true
  */
  "or" = left: right: left || right;

  /**
    Logical and.

    Type: and :: bool -> bool -> bool
    Example: and true false => false
  */
  and = left: right: left && right;

  /**
    Exclusive or: exactly one of the two holds.

    Type: xor :: bool -> bool -> bool
    Example: xor true true => false
  */
  xor = left: right: if left then !right else right;

  /**
    A boolean as `"true"` or `"false"`; `toString` gives `"1"` and `""` instead.

    Type: boolToString :: bool -> string
    Example: boolToString false => "false"
  */
  boolToString = flag: if flag then "true" else "false";

  /**
    A boolean as `"yes"` or `"no"`.

    Type: boolToYesNo :: bool -> string
    Example: boolToYesNo true => "yes"
  */
  boolToYesNo = flag: if flag then "yes" else "no";

  /**
    The second argument, or the first where that is null.

    Type: defaultTo :: a -> a | null -> a
    Example: defaultTo "default" null => "default"
  */
  defaultTo = fallback: value: if value == null then fallback else value;

  /**
    Apply a function to a value unless it is null.

    Type: mapNullable :: (a -> b) -> a | null -> b | null
    Example: mapNullable (n: n + 1) null => null
  */
  mapNullable = f: value: if value == null then null else f value;
}
