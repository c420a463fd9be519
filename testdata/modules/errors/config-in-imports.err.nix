# Imports cannot depend on the configuration.
{ lib }:
(lib.evalModules {
  modules = [
    {
      options.on = lib.mkOption { default = true; };
    }
    (
      { config, lib, ... }:
      {
        imports = lib.optional config.on { };
      }
    )
  ];
}).config.on
