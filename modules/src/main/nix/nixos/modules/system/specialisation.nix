# Variants of a system that are built with it and can be switched to without building anything.
{
  config,
  lib,
  extendModules,
  baseModules,
  ...
}:

let
  inherit (lib) mkOption types;

  # A variant has no variants of its own.
  leaf = {
    specialisation = lib.mkOverride 0 { };
  };

  system =
    variant:
    if variant.inheritParentConfig then
      extendModules {
        modules = [
          variant.configuration
          leaf
        ];
      }
    else
      import ../../lib/eval-config.nix {
        inherit baseModules lib;
        inherit (config.nixpkgs.hostPlatform) system;
        modules = [
          variant.configuration
          leaf
        ];
      };
in
{
  options.specialisation = mkOption {
    type = types.attrsOf (
      types.submodule {
        options = {
          inheritParentConfig = mkOption {
            type = types.bool;
            default = true;
            example = false;
            description = "Whether the variant starts from the system it is declared in, rather than from nothing.";
          };
          configuration = mkOption {
            type = types.deferredModule;
            default = { };
            example = {
              services.nginx.enable = false;
            };
            description = "What the variant says beyond that, or says instead with `lib.mkForce`.";
          };
        };
      }
    );
    default = { };
    example = lib.literalExpression ''
      {
        quiet.configuration.services.nginx.enable = lib.mkForce false;
      }
    '';
    description = ''
      Variants of this system, built with it. `firn rebuild switch --specialisation NAME` goes to one.
    '';
  };

  config.system.extraSystemEntries = lib.mapAttrs' (
    name: variant:
    lib.nameValuePair "specialisation/${name}" {
      link = "${(system variant).config.system.build.toplevel}";
    }
  ) config.specialisation;
}
