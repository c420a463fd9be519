# Services under s6: what they are, and the init system that runs them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.s6;

  scripts = import ../s6 {
    inherit lib pkgs;
    inherit (config.image) accounts;
  };

  command = types.either types.str types.package;

  service = {
    options = {
      enable = mkOption {
        type = types.bool;
        default = true;
        description = "Whether the service runs.";
      };

      type = mkOption {
        type = types.enum [
          "long-run"
          "oneshot-pre"
          "oneshot-post"
        ];
        default = "long-run";
        description = ''
          `oneshot-pre` services run one after the other when a container starts, and must end; then the `long-run` ones
          are started and kept; then the `oneshot-post` ones run.
        '';
      };

      execStart = mkOption {
        type = command;
        default = "";
        description = "The command, as a line of shell.";
      };

      script = mkOption {
        type = types.lines;
        default = "";
        description = "Shell commands, in place of `execStart`.";
      };

      restartOnFailure = mkOption {
        type = types.bool;
        default = false;
        description = ''
          Whether a `long-run` service that fails is started anew. One that is not ends the container when it fails,
          unless the variable `S6_DONT_TERMINATE_ON_ERROR` is set.
        '';
      };

      restart = mkOption {
        type = types.bool;
        default = false;
        internal = true;
        description = "Whether the service is started anew even when it ends well.";
      };

      workingDirectory = mkOption {
        type = types.nullOr types.str;
        default = null;
        description = "The folder the service starts in; null for `/`.";
      };

      user = mkOption {
        type = types.str;
        default = "root";
        description = "The user the service runs as.";
      };

      environment = mkOption {
        type = types.attrsOf (
          types.nullOr (types.oneOf [
            types.str
            types.path
            types.package
            types.int
          ])
        );
        default = { };
        description = "Environment variables, besides those of the container.";
      };

      after = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Services of the same type that are started before this one; names of others are ignored.";
      };

      execLogger = mkOption {
        type = types.nullOr command;
        default = null;
        description = "A command that reads what a `long-run` service prints; the container's log by default.";
      };

      prepare = mkOption {
        type = types.lines;
        default = "";
        internal = true;
        description = "Shell commands that run as root before the service, in its shell.";
      };

      become = mkOption {
        type = types.nullOr (types.listOf types.str);
        default = null;
        internal = true;
        description = "The command that turns into the user, where more than a name is needed.";
      };

      afterStart = mkOption {
        type = types.lines;
        default = "";
        internal = true;
        description = "Shell commands after which the service counts as started; `$MAINPID` is its process.";
      };

      stopSignal = mkOption {
        type = types.nullOr types.str;
        default = null;
        internal = true;
        description = "The signal that ends the service; TERM by default.";
      };

      endGroup = mkOption {
        type = types.bool;
        default = true;
        internal = true;
        description = "Whether what the service's process leaves behind in its process group is ended with it.";
      };
    };
  };

  enabled = lib.filterAttrs (_: s: s.enable) cfg.services;
in
{
  options.s6 = {
    init = mkOption {
      type = types.nullOr types.package;
      default = null;
      description = ''
        The script that a container of the image starts: `init [FOLDER]`, with what s6 writes in FOLDER, `/run/s6` by
        default. It can be run outside of a container too.
      '';
    };

    services = mkOption {
      type = types.attrsOf (types.submodule service);
      default = { };
      example = lib.literalExpression "{ app.execStart = \"\${pkgs.hello}/bin/hello\"; }";
      description = "Services that run under s6.";
    };
  };

  config = lib.mkIf (enabled != { }) {
    s6.init = scripts.init enabled;
    image.entryPoint = lib.mkDefault [ "${cfg.init}" ];
    environment.systemPackages = [ pkgs.s6 ];

    assertions = lib.mapAttrsToList (name: s: {
      assertion = (s.script != "") != ("${s.execStart}" != "");
      message = "s6.services.${name}: give exactly one of execStart and script.";
    }) enabled;
  };
}
