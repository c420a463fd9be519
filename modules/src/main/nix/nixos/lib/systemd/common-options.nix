# Options that every kind of unit has.
{ lib, types }:

let
  inherit (lib) mkOption;
  inherit (lib.types)
    attrsOf
    bool
    enum
    listOf
    nullOr
    str
    unspecified
    ;

  # Unit names; for readers of a unit what systemd.unit(5) says in one line.
  names =
    description:
    mkOption {
      type = listOf types.unitName;
      default = [ ];
      example = [ "network-online.target" ];
      inherit description;
    };
in
rec {
  # How a unit comes to the machine.
  placement = {
    options = {
      enable = mkOption {
        type = bool;
        default = true;
        example = false;
        description = "Whether this unit may run. A unit that is not enabled is masked: systemd refuses to start it.";
      };

      overrideStrategy = mkOption {
        type = enum [
          "asDropinIfExists"
          "asDropin"
        ];
        default = "asDropinIfExists";
        example = "asDropin";
        description = ''
          How the unit's text meets a unit of the same name that the distribution or a package provides:
          `asDropin` always writes a drop-in, `asDropinIfExists` writes a drop-in only beside units of
          {option}`systemd.packages`, and for instances of a template (`name@instance`) that has a unit of its own.
        '';
      };

      requiredBy = names "Units that require this one: starting them starts it, and fails if it fails.";

      upheldBy = names "Units that keep this one running for as long as they run.";

      wantedBy = names ''
        Units that want this one. `[ "multi-user.target" ]` is what makes a service start at boot.
      '';

      aliases = names "Further names under which this unit can be found.";
    };
  };

  # A unit given as text.
  unitFile = {
    imports = [ placement ];
    options = {
      text = mkOption {
        type = nullOr str;
        default = null;
        example = "[Service]\nExecStart=/usr/bin/sleep infinity\n";
        description = "The text of the unit file.";
      };

      unit = mkOption {
        type = unspecified;
        internal = true;
        description = "The store path that holds the unit file.";
      };
    };
  };

  # A unit given by its `[Unit]` section.
  unit =
    { config, ... }:
    {
      imports = [ placement ];

      options = {
        description = mkOption {
          type = lib.types.singleLineStr;
          default = "";
          example = "Web server of the library";
          description = "What systemd shows for this unit in logs and listings.";
        };

        documentation = mkOption {
          type = listOf str;
          default = [ ];
          example = [ "man:nginx(8)" ];
          description = "URIs of documentation for this unit.";
        };

        requires = names "Units that are started with this one, and without which it fails.";
        wants = names "Units that are started with this one; their failure does not matter to it.";
        upholds = names "Units that are kept running for as long as this one runs.";
        after = names "If these units start at the same time, this one starts after them.";
        before = names "If these units start at the same time, this one starts before them.";
        bindsTo = names "As `requires`; this unit also stops when one of them stops by itself.";
        partOf = names "Stopping or restarting one of these stops or restarts this unit.";
        conflicts = names "Units that stop when this one starts, and the other way round.";
        requisite = names "Units that must run already, or this one fails at once.";
        onFailure = names "Units that start when this one enters the failed state.";
        onSuccess = names "Units that start when this one ends well.";

        unitConfig = mkOption {
          type = types.section;
          default = { };
          example = {
            RequiresMountsFor = "/data";
          };
          description = "Directives of the `[Unit]` section, see {manpage}`systemd.unit(5)`.";
        };

        restartTriggers = mkOption {
          type = listOf unspecified;
          default = [ ];
          example = lib.literalExpression "[ config.environment.etc.\"app.conf\".source ]";
          description = ''
            Values, most often store paths, whose change restarts the unit at the next switch: the way to tell
            that a service depends on a file outside its unit.
          '';
        };

        reloadTriggers = mkOption {
          type = listOf unspecified;
          default = [ ];
          example = lib.literalExpression "[ config.environment.etc.\"app.conf\".source ]";
          description = "Values whose change reloads the unit at the next switch, where nothing else changed.";
        };

        stopIfChanged = mkOption {
          type = bool;
          default = true;
          internal = true;
          description = "Stop the old unit before the switch and start the new one after it, rather than restart it.";
        };

        startLimitBurst = mkOption {
          type = lib.types.int;
          default = 5;
          example = 3;
          description = "How often the unit may start within {option}`startLimitIntervalSec`.";
        };

        startLimitIntervalSec = mkOption {
          type = lib.types.int;
          default = 10;
          example = 60;
          description = "The interval, in seconds, of {option}`startLimitBurst`.";
        };
      };

      config.unitConfig =
        let
          list = name: value: lib.optionalAttrs (value != [ ]) { ${name} = lib.concatStringsSep " " value; };
          changed = option: default: option != default;
        in
        list "Requires" config.requires
        // list "Wants" config.wants
        // list "Upholds" config.upholds
        // list "After" config.after
        // list "Before" config.before
        // list "BindsTo" config.bindsTo
        // list "PartOf" config.partOf
        // list "Conflicts" config.conflicts
        // list "Requisite" config.requisite
        // list "OnFailure" config.onFailure
        // list "OnSuccess" config.onSuccess
        // list "Documentation" config.documentation
        // lib.optionalAttrs (config.description != "") { Description = config.description; }
        // lib.optionalAttrs (config.restartTriggers != [ ]) {
          X-Restart-Triggers = map toString config.restartTriggers;
        }
        // lib.optionalAttrs (config.reloadTriggers != [ ]) {
          X-Reload-Triggers = map toString config.reloadTriggers;
        }
        // lib.optionalAttrs (changed config.startLimitBurst 5) {
          StartLimitBurst = config.startLimitBurst;
        }
        // lib.optionalAttrs (changed config.startLimitIntervalSec 10) {
          StartLimitIntervalSec = config.startLimitIntervalSec;
        };
    };

  # Of units that a switch restarts. Others, such as targets and slices, take over their new definition as they run.
  restarts.options.restartIfChanged = mkOption {
    type = bool;
    default = true;
    example = false;
    description = "Whether a switch restarts the unit when its definition has changed.";
  };

  # The same where the unit's own section has no place for it.
  restartsByUnit =
    { config, ... }:
    {
      imports = [ restarts ];
      config.unitConfig = lib.mkIf (!config.restartIfChanged) { X-RestartIfChanged = false; };
    };

  # A `…Config` option: the section of the unit's own kind.
  section =
    manual: example:
    mkOption {
      type = types.section;
      default = { };
      inherit example;
      description = "Directives of this unit's own section, see {manpage}`${manual}`.";
    };

  inherit attrsOf;
}
