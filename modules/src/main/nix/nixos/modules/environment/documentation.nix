# Manuals on the machine.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;
  cfg = config.documentation;

  kind = what: folders: {
    enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether ${what} of the packages in {option}`environment.systemPackages` are there: ${folders}.";
    };
  };
in
{
  options.documentation = {
    enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether the machine has any documentation of its packages.";
    };
    man = kind "manual pages" "`share/man`";
    info = kind "info files" "`share/info`";
    doc = kind "other documents" "`share/doc`";
    dev.enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Accepted for configurations that set it: Debian's packages keep such documents in packages of their own.";
    };
    nixos.enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Accepted for configurations that set it: `firn options --format man` writes the manual page of all options.";
    };
  };

  config.environment.pathsToLink = lib.mkIf cfg.enable (
    lib.optional cfg.man.enable "/share/man"
    ++ lib.optional cfg.info.enable "/share/info"
    ++ lib.optional cfg.doc.enable "/share/doc"
  );
}
