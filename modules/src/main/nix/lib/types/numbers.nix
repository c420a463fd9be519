/**
  Integers and floating point numbers, whole or within bounds.
*/
{ lib, types }:
let
  inherit (types) mkOptionType addCheck;
  inherit (lib.options) mergeEqualOption;
  show = builtins.toJSON;

  # Bounds that hold at both ends, for a type of numbers.
  within =
    {
      who,
      base,
      lowest,
      highest,
    }:
    assert lowest <= highest || throw "${who}.between: lowest must be smaller than highest";
    addCheck base (x: x >= lowest && x <= highest);
  bounds = lowest: highest: "between ${show lowest} and ${show highest} (both inclusive)";

  between =
    lowest: highest:
    within {
      who = "ints";
      base = types.int;
      inherit lowest highest;
    }
    // {
      name = "intBetween";
      description = "integer ${bounds lowest highest}";
    };

  machineInteger =
    {
      bits,
      sign,
      lowest,
      highest,
    }:
    between lowest highest
    // {
      name = "${sign}Int${toString bits}";
      description = "${toString bits} bit ${sign} integer; ${bounds lowest highest}";
    };
  unsignedOf =
    bits: count:
    machineInteger {
      inherit bits;
      sign = "unsigned";
      lowest = 0;
      highest = count - 1;
    };
  signedOf =
    bits: count:
    machineInteger {
      inherit bits;
      sign = "signed";
      lowest = 0 - count / 2;
      highest = count / 2 - 1;
    };

  restricted =
    base: predicate: name: description:
    addCheck base predicate
    // {
      inherit name description;
      descriptionClass = "nonRestrictiveClause";
    };
in
{
  int = mkOptionType {
    name = "int";
    description = "signed integer";
    descriptionClass = "noun";
    check = builtins.isInt;
    merge = mergeEqualOption;
  };

  float = mkOptionType {
    name = "float";
    description = "floating point number";
    descriptionClass = "noun";
    check = builtins.isFloat;
    merge = mergeEqualOption;
  };

  number = types.either types.int types.float;

  ints = {
    inherit between;
    unsigned = restricted types.int (x: x >= 0) "unsignedInt" "unsigned integer, meaning >=0";
    positive = restricted types.int (x: x > 0) "positiveInt" "positive integer, meaning >0";
    u8 = unsignedOf 8 256;
    u16 = unsignedOf 16 65536;
    u32 = unsignedOf 32 4294967296;
    s8 = signedOf 8 256;
    s16 = signedOf 16 65536;
    s32 = signedOf 32 4294967296;
  };

  /**
    A port of TCP or UDP.
  */
  port = types.ints.u16;

  numbers = {
    between =
      lowest: highest:
      within {
        who = "numbers";
        base = types.number;
        inherit lowest highest;
      }
      // {
        name = "numberBetween";
        description = "integer or floating point number ${bounds lowest highest}";
      };
    nonnegative = restricted types.number (
      x: x >= 0
    ) "numberNonnegative" "nonnegative integer or floating point number, meaning >=0";
    positive = restricted types.number (
      x: x > 0
    ) "numberPositive" "positive integer or floating point number, meaning >0";
  };
}
