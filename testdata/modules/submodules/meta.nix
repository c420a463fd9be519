# An option tells which configuration its submodules have.
{ lib }:
let
  evaluated = lib.evalModules {
    modules = [
      {
        options.users = lib.mkOption {
          type = lib.types.attrsOf (
            lib.types.submodule {
              options.shell = lib.mkOption {
                type = lib.types.str;
                default = "sh";
              };
            }
          );
        };
      }
      {
        _file = "users.nix";
        users.anna.shell = "fish";
      }
    ];
  };
  shell = evaluated.options.users.valueMeta.attrs.anna.configuration.options.shell;
in
{
  inherit (shell) value files loc;
  subOptions = builtins.attrNames (evaluated.options.users.type.getSubOptions [ "users" ]);
}
