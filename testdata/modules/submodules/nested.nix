# Submodules of any depth, their names as arguments, options added from elsewhere.
{ lib }:
let
  inherit (lib) mkOption types mkDefault;
in
(lib.evalModules {
  modules = [
    {
      options.sites = mkOption {
        type = types.attrsOf (
          types.submodule (
            { name, config, ... }:
            {
              options = {
                host = mkOption {
                  type = types.str;
                  default = name;
                };
                locations = mkOption {
                  default = { };
                  type = types.attrsOf (
                    types.submodule (
                      { name, ... }:
                      {
                        options.path = mkOption { type = types.str; };
                        config.path = mkDefault "${config.host}${name}";
                      }
                    )
                  );
                };
              };
            }
          )
        );
      };
    }
    {
      # The same option, declared once more with a further suboption.
      options.sites = mkOption {
        type = types.attrsOf (
          types.submodule {
            options.tls = mkOption {
              type = types.bool;
              default = false;
            };
          }
        );
      };
    }
    {
      sites."a.example".locations."/x" = { };
      sites.b =
        { config, ... }:
        {
          host = "other";
          tls = config.host == "other";
          locations."/".path = "set";
        };
    }
  ];
}).config
