# `systemd.services.<name>`
{
  lib,
  types,
  common,
  config,
  pkgs,
}:

let
  system = config;

  inherit (lib) mkOption;
  inherit (lib.types)
    attrsOf
    bool
    coercedTo
    either
    enum
    float
    int
    lines
    listOf
    nullOr
    oneOf
    package
    path
    str
    ;

  script =
    when: example:
    mkOption {
      type = lines;
      default = "";
      inherit example;
      description = "Shell commands that run ${when}.";
    };

  # Scripts become files in the store; these directives call them.
  scripts = {
    script = "ExecStart";
    preStart = "ExecStartPre";
    postStart = "ExecStartPost";
    reload = "ExecReload";
    preStop = "ExecStop";
    postStop = "ExecStopPost";
  };

  # The last word of the script's name, as it shows in process listings.
  suffixes = {
    script = "start";
    preStart = "pre-start";
    postStart = "post-start";
    reload = "reload";
    preStop = "pre-stop";
    postStop = "post-stop";
  };
in
{ name, config, ... }:
{
  imports = [
    common.unit
    common.restarts
  ];

  options = {
    environment = mkOption {
      type = attrsOf (
        nullOr (oneOf [
          str
          path
          package
          int
          float
        ])
      );
      default = { };
      example = {
        PORT = "8080";
      };
      description = "Environment variables of the service's processes; null leaves one out.";
    };

    path = mkOption {
      type = listOf (oneOf [
        package
        str
      ]);
      default = [ ];
      example = lib.literalExpression "[ pkgs.curl ]";
      description = "Packages whose programs the service finds in its `PATH`.";
    };

    enableDefaultPath = mkOption {
      type = bool;
      default = true;
      example = false;
      description = "Whether to add coreutils, findutils, grep and sed to {option}`path`.";
    };

    serviceConfig = common.section "systemd.service(5)" {
      RestartSec = 5;
      User = "web";
    };

    confinement.enable = mkOption {
      type = bool;
      default = false;
      example = true;
      description = ''
        Whether to run the service with an empty root file system into which only the store is mounted.
      '';
    };

    script = script "as the main process of the service" "exec /srv/app/run --verbose";
    scriptArgs = mkOption {
      type = str;
      default = "";
      example = "%i";
      description = "Arguments given to {option}`script`.";
    };
    preStart = script "before the service's main process starts" "mkdir -p /var/lib/app";
    postStart = script "after the service's main process has started" "touch /run/app/started";
    reload = script "to make the service read its configuration again" "kill -HUP $MAINPID";
    preStop = script "to stop the service" "/srv/app/stop";
    postStop = script "after the service has stopped" "rm -f /run/app/started";

    jobScripts = mkOption {
      type = coercedTo path lib.singleton (listOf path);
      internal = true;
      default = [ ];
      description = "The store paths of the scripts of this service.";
    };

    reloadIfChanged = mkOption {
      type = bool;
      default = false;
      example = true;
      description = ''
        Whether a switch reloads the service, rather than restart it, when its definition has changed.
        Implies that {option}`restartIfChanged` has no effect.
      '';
    };

    notSocketActivated = mkOption {
      type = bool;
      default = false;
      example = true;
      description = "Whether a switch restarts this service itself even where a socket of its name exists.";
    };

    startAt = mkOption {
      type = either str (listOf str);
      default = [ ];
      apply = lib.toList;
      example = "Sun 14:00:00";
      description = ''
        Times at which the service starts, as {manpage}`systemd.time(7)` writes them. A timer of the same
        name is made.
      '';
    };
  };

  config =
    let
      makeScript =
        option: text:
        pkgs.writeShellScript
          "unit-script-${lib.replaceStrings [ "@" "\\" ] [ "-" "-" ] (lib.removeSuffix "@" name)}-${suffixes.${option}}"
          ''
            set -e
            ${text}
          '';
      makePath =
        directory: lib.concatMapStringsSep ":" (entry: "${lib.getBin entry}/${directory}") config.path;
    in
    {
      path = lib.mkIf config.enableDefaultPath (lib.mkAfter system.systemd.defaultPath);

      # systemd and its tools are the machine's own, whichever release it runs: they come last, from /usr.
      environment.PATH =
        lib.mkIf (config.path != [ ]) "${makePath "bin"}:${makePath "sbin"}:/usr/bin:/usr/sbin:/bin:/sbin";

      serviceConfig = lib.mkMerge (
        [
          (lib.mkIf (config.reloadIfChanged) { X-ReloadIfChanged = true; })
          (lib.mkIf (!config.reloadIfChanged && !config.restartIfChanged) { X-RestartIfChanged = false; })
          (lib.mkIf (!config.stopIfChanged) { X-StopIfChanged = false; })
          (lib.mkIf config.notSocketActivated { X-NotSocketActivated = true; })
          (lib.mkIf config.confinement.enable {
            RootDirectory = "/var/empty";
            TemporaryFileSystem = "/";
            MountAPIVFS = true;
            BindReadOnlyPaths = [ "/nix/store" ];
            PrivateTmp = true;
            PrivateDevices = true;
          })
        ]
        ++ lib.mapAttrsToList (
          option: directive:
          lib.mkIf (config.${option} != "") {
            ${directive} =
              let
                file = makeScript option config.${option};
              in
              if option == "script" then
                "${file}${lib.optionalString (config.scriptArgs != "") " ${config.scriptArgs}"}"
              else
                [ "${file}" ];
          }
        ) scripts
      );
    };
}
