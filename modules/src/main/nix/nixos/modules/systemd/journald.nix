# The journal, and the manager of logins.
{
  config,
  options,
  lib,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.journald;

  # The machine's own settings stay in force until the configuration says something about them.
  managed = lib.any (option: option.highestPrio < (lib.mkOptionDefault { }).priority) (
    lib.attrValues options.services.journald
  );
in
{
  options.services.journald = {
    storage = mkOption {
      type = types.enum [
        "persistent"
        "volatile"
        "auto"
        "none"
      ];
      default = "persistent";
      example = "none";
      description = "Where the journal is kept: on disk, in memory, on disk if its folder exists, or nowhere.";
    };

    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "SystemMaxUse=500M";
      description = "Lines of {manpage}`journald.conf(5)`.";
    };

    rateLimitInterval = mkOption {
      type = types.str;
      default = "30s";
      example = "1min";
      description = "The interval of {option}`services.journald.rateLimitBurst`.";
    };

    rateLimitBurst = mkOption {
      type = types.int;
      default = 10000;
      example = 1000;
      description = "How many messages a service may log in an interval before further ones are dropped.";
    };

    console = mkOption {
      type = types.str;
      default = "";
      example = "/dev/tty12";
      description = "A terminal on which messages are shown too.";
    };

    forwardToSyslog = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether messages are handed to a syslog daemon.";
    };

    audit = mkOption {
      type = types.nullOr types.bool;
      default = null;
      example = true;
      description = "Whether the kernel's audit messages are collected; null leaves it as it is.";
    };
  };

  options.services.logind = {
    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "IdleAction=lock";
      description = "Lines of {manpage}`logind.conf(5)`.";
    };
    lidSwitch = mkOption {
      type = types.str;
      default = "suspend";
      example = "ignore";
      description = "What happens when a laptop's lid is closed.";
    };
    killUserProcesses = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether a user's processes end when the user logs out.";
    };
  };

  config = {
    environment.etc."systemd/journald.conf.d/50-firn.conf" = lib.mkIf managed {
      text = ''
        [Journal]
        Storage=${cfg.storage}
        RateLimitInterval=${cfg.rateLimitInterval}
        RateLimitBurst=${toString cfg.rateLimitBurst}
        ForwardToSyslog=${lib.boolToString cfg.forwardToSyslog}
        ${lib.optionalString (cfg.console != "") ''
          ForwardToConsole=yes
          TTYPath=${cfg.console}
        ''}${lib.optionalString (cfg.audit != null) "Audit=${lib.boolToString cfg.audit}\n"}${cfg.extraConfig}
      '';
    };

    environment.etc."systemd/logind.conf.d/50-firn.conf" =
      lib.mkIf
        (
          config.services.logind.extraConfig != ""
          || config.services.logind.lidSwitch != "suspend"
          || config.services.logind.killUserProcesses
        )
        {
          text = ''
            [Login]
            KillUserProcesses=${lib.boolToString config.services.logind.killUserProcesses}
            HandleLidSwitch=${config.services.logind.lidSwitch}
            ${config.services.logind.extraConfig}
          '';
        };

    # What was logged before the journal was to be kept moves to the disk.
    systemd.services.systemd-journal-flush = lib.mkIf (managed && cfg.storage == "persistent") {
      overrideStrategy = "asDropin";
      enableDefaultPath = false;
      restartTriggers = [ config.environment.etc."systemd/journald.conf.d/50-firn.conf".source ];
    };

    # A drop-in, so that a change of the journal's configuration restarts the journal.
    systemd.services.systemd-journald = lib.mkIf managed {
      overrideStrategy = "asDropin";
      enableDefaultPath = false;
      restartTriggers = [ config.environment.etc."systemd/journald.conf.d/50-firn.conf".source ];
    };
  };
}
