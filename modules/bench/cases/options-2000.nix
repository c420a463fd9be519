# 2,000 options of a list type, each with two definitions under a condition and an order; every value is read.
lib:
let
  names = builtins.genList (number: "o${toString number}") 2000;
  each = f: lib.genAttrs names f;

  declarations =
    { lib, ... }:
    {
      options = each (
        _:
        lib.mkOption {
          type = lib.types.listOf lib.types.int;
          default = [ ];
        }
      );
    };

  definitions =
    number:
    { lib, ... }:
    {
      config = each (
        name: lib.mkIf (name != "") (lib.mkOrder (500 + number) [ (number + builtins.stringLength name) ])
      );
    };

  result = lib.evalModules {
    modules = [
      declarations
      (definitions 1)
      (definitions 2)
    ];
  };
in
builtins.foldl' (sum: name: sum + builtins.foldl' builtins.add 0 result.config.${name}) 0 names
