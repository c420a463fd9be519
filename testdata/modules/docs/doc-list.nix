# The list that option documentation is made of.
{ lib }:
let
  inherit (lib) mkOption types literalExpression;
  evaluated = lib.evalModules {
    modules = [
      {
        _file = "declares.nix";
        options = {
          enable = lib.mkEnableOption "it";
          package = lib.mkPackageOption { hello.name = "hello"; } "hello" { };
          computed = mkOption {
            type = types.int;
            default = throw "never evaluated";
            defaultText = literalExpression "config.enable + 1";
            example = 3;
          };
          hidden = mkOption { visible = false; };
          sites = mkOption {
            default = { };
            description = "Sites.";
            type = types.attrsOf (
              types.submodule {
                options.port = mkOption {
                  type = types.port;
                  default = 80;
                };
              }
            );
          };
        };
      }
    ];
  };
  list = lib.optionAttrSetToDocList (removeAttrs evaluated.options [ "_module" ]);
in
map (entry: entry // { declarations = map baseNameOf entry.declarations; }) list
