# A type written in the language takes part like any other: within lists and sets, and merged with itself.
{ lib }:
let
  even = lib.mkOptionType {
    name = "even";
    description = "even number";
    check = x: builtins.isInt x && lib.mod x 2 == 0;
    functor = lib.types.defaultFunctor "even" // {
      type = even;
    };
    merge = loc: defs: builtins.foldl' (sum: def: sum + def.value) 0 defs;
  };
  checking = lib.mkOptionType {
    name = "checking";
    description = "checked by its merge function";
    check = {
      __functor = _: builtins.isString;
      isV2MergeCoherent = true;
    };
    merge = {
      __functor =
        self: loc: defs:
        (self.v2 { inherit loc defs; }).value;
      v2 =
        { loc, defs }:
        {
          headError = null;
          value = "${lib.showOption loc} has ${toString (builtins.length defs)}";
          valueMeta.count = builtins.length defs;
        };
    };
  };
  evaluated = lib.evalModules {
    modules = [
      {
        options = {
          sum = lib.mkOption { type = even; };
          each = lib.mkOption { type = lib.types.attrsOf (lib.types.nullOr even); };
          list = lib.mkOption { type = lib.types.listOf (lib.types.either even lib.types.str); };
          checked = lib.mkOption { type = checking; };
        };
      }
      {
        options.sum = lib.mkOption { type = even; };
        config = {
          sum = 2;
          each.a = 2;
          list = [ "x" ];
          checked = "x";
        };
      }
      {
        sum = 4;
        each.a = 6;
        each.b = null;
        list = [ 2 ];
        checked = "y";
      }
    ];
  };
in
{
  inherit (evaluated) config;
  meta = evaluated.options.checked.valueMeta.count;
}
