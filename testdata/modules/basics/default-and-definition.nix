# A definition wins over the default; an option without either has no value, and nobody minds until it is read.
{ lib }:
let
  inherit (lib) mkOption types;
in
removeAttrs (lib.evalModules {
  modules = [
    {
      options = {
        port = mkOption {
          type = types.port;
          default = 80;
        };
        host = mkOption { type = types.str; };
        unread = mkOption { type = types.str; };
        doubled = mkOption {
          type = types.int;
          default = 2;
          apply = n: n * 2;
        };
      };
    }
    (
      { config, ... }:
      {
        port = 8080;
        host = "h${toString config.port}";
      }
    )
  ];
}).config [ "unread" ]
