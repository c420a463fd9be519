# Arguments come from specialArgs, from _module.args, and from the engine.
{ lib }:
(lib.evalModules {
  specialArgs.special = "special";
  modules = [
    { options.result = lib.mkOption { type = lib.types.attrsOf lib.types.raw; }; }
    { _module.args.own = "own"; }
    (
      {
        own,
        special,
        options,
        ...
      }@args:
      {
        result = {
          inherit own special;
          names = builtins.filter (n: n != "lib") (builtins.attrNames args);
          options = builtins.attrNames options;
        };
      }
    )
  ];
}).config
