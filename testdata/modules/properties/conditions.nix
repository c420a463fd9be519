# Conditions may depend on the configuration, around a whole set as well as around one value.
{ lib }:
let
  inherit (lib) mkIf mkMerge mkOption types;
in
(lib.evalModules {
  modules = [
    {
      options = {
        on = mkOption {
          type = types.bool;
          default = true;
        };
        list = mkOption {
          type = types.listOf types.str;
          default = [ ];
        };
        nested.value = mkOption {
          type = types.str;
          default = "default";
        };
      };
    }
    (
      { config, ... }:
      mkIf config.on {
        list = [ "around the module" ];
        nested.value = mkIf (config.list != [ ]) "set";
      }
    )
    (
      { config, ... }:
      {
        list = mkMerge [
          [ "plain" ]
          (mkIf (!config.on) [ "never" ])
          (mkIf config.on [
            "on"
            (mkIf false "not this")
          ])
        ];
      }
    )
  ];
}).config
