# Packages for the users of the machine, merged into one path.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.environment;
in
{
  options.environment = {
    systemPackages = mkOption {
      type = types.listOf types.package;
      default = [ ];
      example = lib.literalExpression "[ pkgs.curl pkgs.htop ]";
      description = ''
        Packages whose programs all users find in their `PATH`, through `/run/current-system/sw`.
      '';
    };

    defaultPackages = mkOption {
      type = types.listOf types.package;
      default = [ ];
      example = lib.literalExpression "[ pkgs.nano pkgs.rsync ]";
      description = "Packages that are convenient to have, and not needed by the system.";
    };

    pathsToLink = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "/" ];
      description = "The folders of packages that are merged into `/run/current-system/sw`.";
    };

    extraOutputsToInstall = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [
        "doc"
        "dev"
      ];
      description = "Further outputs of the packages to merge.";
    };

    extraSetup = mkOption {
      type = types.lines;
      default = "";
      example = "ln -s $out/bin/vi $out/bin/editor";
      description = "Shell commands that run while the system path is built, with `$out` as the result.";
    };
  };

  config = {
    environment.pathsToLink = [
      "/bin"
      "/sbin"
      "/etc/xdg"
      "/lib"
      "/share/applications"
      "/share/bash-completion"
      "/share/icons"
      "/share/locale"
      "/share/mime"
      "/share/terminfo"
      "/share/zsh"
    ];

    system.path = pkgs.buildEnv (
      {
        name = "system-path";
        paths = cfg.systemPackages ++ cfg.defaultPackages;
        inherit (cfg) pathsToLink extraOutputsToInstall;
        ignoreCollisions = true;
      }
      // lib.optionalAttrs (cfg.extraSetup != "") { postBuild = cfg.extraSetup; }
    );
  };
}
