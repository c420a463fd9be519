# cron, and the time from the network.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.cron;
  time = config.services.timesyncd;
in
{
  options.services.cron = {
    enable = mkOption {
      type = types.bool;
      default = cfg.systemCronJobs != [ ] || cfg.cronFiles != [ ];
      defaultText = lib.literalMD "whether there are jobs";
      example = true;
      description = "Whether to run cron, which runs commands at given times. Timers of systemd do the same.";
    };
    mailto = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "root@example.org";
      description = "Who gets what the commands print.";
    };
    systemCronJobs = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "* * * * *  alice  ls -l / > /tmp/ls" ];
      description = "Jobs: when, as which user, and the command.";
    };
    cronFiles = mkOption {
      type = types.listOf types.path;
      default = [ ];
      example = lib.literalExpression "[ ./backup.cron ]";
      description = "Files of such lines.";
    };
  };

  options.services.timesyncd = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the time is taken from the network.";
    };
    servers = mkOption {
      type = types.listOf types.str;
      default = config.networking.timeServers;
      defaultText = lib.literalExpression "config.networking.timeServers";
      example = [ "ntp.example.org" ];
      description = "The servers it is taken from.";
    };
    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "PollIntervalMaxSec=180";
      description = "Lines of {manpage}`timesyncd.conf(5)`.";
    };
  };

  config = lib.mkMerge [
    (lib.mkIf cfg.enable {
      environment.etc."cron.d/firn" = {
        text =
          "# Written by Firn from services.cron in the configuration.\n"
          + "SHELL=/bin/sh\nPATH=/run/wrappers/bin:/run/current-system/sw/bin:/usr/bin:/bin\n"
          + lib.optionalString (cfg.mailto != null) "MAILTO=\"${cfg.mailto}\"\n"
          + lib.concatMapStrings (job: "${job}\n") cfg.systemCronJobs
          + lib.concatMapStrings builtins.readFile cfg.cronFiles;
        # cron reads only files that are root's alone.
        mode = "0600";
      };

      # An ordinary distribution that has cron runs it already, and it reads the file.
      systemd.services.cron = lib.mkIf (config.firn.host.root == "closure") {
        description = "cron";
        wantedBy = [ "multi-user.target" ];
        restartTriggers = [ config.environment.etc."cron.d/firn".source ];
        preStart = "mkdir -p /var/spool/cron/crontabs";
        serviceConfig.ExecStart = "${pkgs.cron}/bin/cron -f";
      };
    })

    (lib.mkIf time.enable {
      firn.host.packages = lib.mkIf (config.firn.host.root == "closure") [ "systemd-timesyncd" ];
      environment.etc."systemd/timesyncd.conf.d/50-firn.conf".text = ''
        [Time]
        NTP=${lib.concatStringsSep " " time.servers}
        ${time.extraConfig}
      '';
      systemd.services.systemd-timesyncd = {
        overrideStrategy = "asDropin";
        enableDefaultPath = false;
        wantedBy = [ "sysinit.target" ];
        restartTriggers = [ config.environment.etc."systemd/timesyncd.conf.d/50-firn.conf".source ];
      };
      users.groups.systemd-timesync = lib.mkIf (config.firn.host.root == "closure") { };
      users.users.systemd-timesync = lib.mkIf (config.firn.host.root == "closure") {
        isSystemUser = true;
        group = "systemd-timesync";
        home = "/run/systemd";
      };
    })
  ];
}
