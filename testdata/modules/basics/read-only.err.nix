# A read-only option takes one definition, its default included.
{ lib }:
(lib.evalModules {
  modules = [
    {
      _file = "declares.nix";
      options.fixed = lib.mkOption {
        type = lib.types.int;
        default = 1;
        readOnly = true;
      };
    }
    {
      _file = "sets.nix";
      fixed = 2;
    }
  ];
}).config
