# Variables and aliases of shells and sessions.
{ config, lib, ... }:

let
  inherit (lib) mkOption types;
  cfg = config.environment;

  # A list is joined with colons: how PATH-like variables are written.
  variables = types.attrsOf (
    types.coercedTo (types.listOf types.str) (lib.concatStringsSep ":") (types.oneOf [
      types.str
      types.path
      types.int
      types.float
    ])
  );

  exports = lib.concatStringsSep "\n" (
    lib.mapAttrsToList (name: value: ''export ${name}="${toString value}"'') cfg.variables
  );

  aliases = lib.concatStringsSep "\n" (
    lib.mapAttrsToList (
      name: value: "alias -- ${lib.escapeShellArg name}=${lib.escapeShellArg value}"
    ) (lib.filterAttrs (_: value: value != null) cfg.shellAliases)
  );
in
{
  options.environment = {
    variables = mkOption {
      type = variables;
      default = { };
      example = {
        EDITOR = "nano";
      };
      description = "Environment variables set in every shell.";
    };

    sessionVariables = mkOption {
      type = variables;
      default = { };
      example = {
        EDITOR = "nano";
      };
      description = "Environment variables set at login, for programs started without a shell too.";
    };

    shellAliases = mkOption {
      type = types.attrsOf (types.nullOr types.str);
      default = { };
      example = {
        ll = "ls -l";
      };
      description = "Aliases of interactive shells; null removes one that another module adds.";
    };

    shellInit = mkOption {
      type = types.lines;
      default = "";
      example = "umask 027";
      description = "Commands that every shell runs when it starts.";
    };

    loginShellInit = mkOption {
      type = types.lines;
      default = "";
      example = "echo \"Welcome to $HOSTNAME\"";
      description = "Commands that login shells run when they start.";
    };

    interactiveShellInit = mkOption {
      type = types.lines;
      default = "";
      example = "set -o vi";
      description = "Commands that interactive shells run when they start.";
    };

    extraInit = mkOption {
      type = types.lines;
      default = "";
      example = "export TMPDIR=/var/tmp";
      description = "Commands that run after {option}`environment.variables` are set.";
    };

    localBinInPath = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether `~/.local/bin` is in the `PATH`.";
    };

    homeBinInPath = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether `~/bin` is in the `PATH`.";
    };

    shells = mkOption {
      type = types.listOf (types.either types.shellPackage types.path);
      default = [ ];
      example = lib.literalExpression "[ pkgs.zsh ]";
      description = "Shells that users may choose, listed in `/etc/shells`.";
    };

    binsh = mkOption {
      type = types.path;
      default = "/bin/sh";
      visible = false;
      description = "Accepted for configurations that set it; `/bin/sh` is the machine's own.";
    };

    profiles = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "/opt/profile" ];
      description = "Folders whose `bin` is in the `PATH`.";
    };
  };

  config = {
    environment.variables = lib.mapAttrs (_: lib.mkDefault) cfg.sessionVariables;

    environment.profiles = lib.mkAfter [ "/run/current-system/sw" ];

    # One file, read by login shells through /etc/profile and by interactive ones through their own rc file.
    environment.etc."profile.d/firn.sh".text = ''
      # Written by Firn from environment.* in the configuration.
      if [ -z "''${__FIRN_ENVIRONMENT-}" ]; then
        export __FIRN_ENVIRONMENT=1
        export PATH="${lib.optionalString cfg.localBinInPath "$HOME/.local/bin:"}${
          lib.optionalString cfg.homeBinInPath "$HOME/bin:"
        }/run/wrappers/bin:${
          lib.concatMapStringsSep ":" (profile: "${profile}/bin:${profile}/sbin") cfg.profiles
        }:$PATH"
        ${lib.replaceStrings [ "\n" ] [ "\n  " ] exports}
        ${lib.replaceStrings [ "\n" ] [ "\n  " ] cfg.extraInit}
      fi
      ${cfg.shellInit}
      ${cfg.loginShellInit}
      case $- in *i*)
        ${lib.replaceStrings [ "\n" ] [ "\n  " ] aliases}
        ${lib.replaceStrings [ "\n" ] [ "\n  " ] cfg.interactiveShellInit}
        ;;
      esac
    '';

    # Interactive shells that are no login shells read this one. An ordinary distribution has its own.
    environment.etc."bash.bashrc" = lib.mkIf (config.firn.host.root == "closure") {
      text = ''
        # Written by Firn.
        case $- in *i*) ;; *) return ;; esac
        shopt -s checkwinsize
        PS1='\u@\h:\w\$ '
        . /etc/profile.d/firn.sh
      '';
    };

    environment.etc."shells" = lib.mkIf (config.firn.host.root == "closure" || cfg.shells != [ ]) {
      text = lib.concatMapStrings (shell: "${shell}\n") (
        [
          "/bin/sh"
          "/bin/bash"
        ]
        ++ map (
          shell:
          if lib.types.shellPackage.check shell then
            "/run/current-system/sw${shell.shellPath}"
          else
            toString shell
        ) cfg.shells
      );
    };

    # Programs that no shell starts learn of session variables from PAM.
    environment.etc."environment" =
      lib.mkIf (config.firn.host.root == "closure" && cfg.sessionVariables != { }) {
        text = lib.concatStrings (
          lib.mapAttrsToList (name: value: "${name}=${toString value}\n") cfg.sessionVariables
        );
      };
  };
}
