# Renamed, aliased, changed and merged options pass their definitions on, with their priorities.
{ lib }:
let
  inherit (lib) mkOption types;
  evaluated = lib.evalModules {
    modules = [
      {
        options = {
          warnings = mkOption {
            type = types.listOf types.str;
            default = [ ];
          };
          new.port = mkOption {
            type = types.int;
            default = 1;
          };
          new.names = mkOption { type = types.listOf types.str; };
        };
        imports = [
          (lib.mkAliasOptionModule [ "alias" ] [ "new" "port" ])
          (lib.mkRenamedOptionModule [ "old" "port" ] [ "new" "port" ])
          (lib.mkChangedOptionModule [ "old" "name" ] [ "new" "names" ] (config: [ config.old.name ]))
        ];
      }
      {
        _file = "user.nix";
        old.port = lib.mkForce 3;
        old.name = "n";
        alias = 2;
      }
    ];
  };
in
{
  inherit (evaluated.config) new alias warnings;
}
