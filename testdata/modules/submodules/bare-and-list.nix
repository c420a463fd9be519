# Options declared right below an option with a submodule; lists of submodules; submodules by evalModules' type.
{ lib }:
let
  inherit (lib) mkOption types;
  point = lib.evalModules {
    modules = [
      {
        options.x = mkOption {
          type = types.int;
          default = 0;
        };
      }
    ];
  };
in
(lib.evalModules {
  modules = [
    {
      options.one = mkOption {
        type = types.submodule { };
        default = { };
      };
      options.points = mkOption { type = types.listOf point.type; };
      options.place = mkOption { inherit (point) type; };
    }
    {
      options.one.below = mkOption {
        type = types.int;
        default = 1;
      };
    }
    {
      points = [
        { x = 1; }
        { }
      ];
      place.x = 7;
    }
  ];
}).config
