# 200 submodules with 50 options each, defined in two modules; every value is read.
lib:
let
  fields = builtins.genList (number: "f${toString number}") 50;
  instances = builtins.genList (number: "i${toString number}") 200;

  submodule =
    { name, ... }:
    {
      options = lib.genAttrs fields (
        field:
        lib.mkOption {
          type = lib.types.str;
          default = "${name}.${field}";
        }
      );
    };

  result = lib.evalModules {
    modules = [
      {
        options.instances = lib.mkOption {
          type = lib.types.attrsOf (lib.types.submodule submodule);
        };
      }
      { instances = lib.genAttrs instances (name: { f0 = name; }); }
      { instances = lib.genAttrs instances (name: { f1 = lib.mkForce "${name}!"; }); }
    ];
  };
in
builtins.foldl' (
  sum: instance:
  builtins.foldl' (all: field: all + builtins.stringLength instance.${field}) sum fields
) 0 (builtins.attrValues result.config.instances)
