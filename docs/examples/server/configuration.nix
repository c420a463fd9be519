# A server with what servers usually run: a web server with PHP and TLS, databases, SSH, timers, users and their rights.
#
#   firn rebuild try --config configuration.nix
#
# Each part has a health check that uses it for real, so a switch to this machine counts as done only when all of it works.
{ pkgs, lib, ... }:

let
  # A check that runs shell commands.
  works = text: {
    command = [ "${pkgs.writeShellScript "check" "set -eu\n${text}"}" ];
    timeoutSec = 20;
  };
in
{
  imports = [
    ./databases.nix
    ./users.nix
    ./web.nix
  ];

  networking.hostName = "server";
  networking.domain = "example.org";
  networking.hosts."192.0.2.7" = [ "backup.example.org" ];
  system.stateVersion = "24.11";

  time.timeZone = "Europe/Berlin";
  i18n.defaultLocale = "en_US.UTF-8";

  boot.kernel.sysctl."net.core.somaxconn" = 2048;

  environment.variables.EDITOR = "nano";
  environment.shellAliases.ll = "ls -l";

  # A file system in memory for what need not last.
  fileSystems."/srv/scratch" = {
    device = "tmpfs";
    fsType = "tmpfs";
    options = [ "size=16m" ];
  };

  # The journal is kept, within bounds.
  services.journald = {
    storage = "persistent";
    extraConfig = "SystemMaxUse=64M";
  };

  # A task at its time, and one the old way.
  systemd.services.report = {
    description = "Writes a report";
    serviceConfig = {
      Type = "oneshot";
      StateDirectory = "report";
    };
    script = "date > /var/lib/report/last";
  };
  systemd.timers.report = {
    wantedBy = [ "timers.target" ];
    timerConfig.OnActiveSec = "1s";
    timerConfig.OnUnitActiveSec = "1h";
  };
  services.cron = {
    enable = true;
    systemCronJobs = [ "0 4 * * * root true" ];
  };

  # A service that starts when somebody connects, in a slice that bounds it.
  systemd.sockets.echo = {
    wantedBy = [ "sockets.target" ];
    listenStreams = [ "/run/echo.sock" ];
    socketConfig.Accept = true;
  };
  systemd.services."echo@" = {
    serviceConfig = {
      ExecStart = "${pkgs.coreutils}/bin/cat";
      StandardInput = "socket";
      Slice = "small.slice";
    };
  };
  systemd.slices.small.sliceConfig = {
    CPUQuota = "20%";
    MemoryMax = "64M";
  };

  firn.health = {
    names = works ''
      test "$(hostname)" = server
      test "$(getent hosts backup.example.org | cut -d' ' -f1)" = 192.0.2.7
    '';
    clock = works ''test "$(date -d 2025-07-01T12:00Z +%H:%M)" = 14:00'';
    locale = works ''. /etc/locale.conf && test "$LANG" = en_US.UTF-8'';
    kernel = works ''test "$(cat /proc/sys/net/core/somaxconn)" = 2048'';
    environment = works ''
      test "$(bash -lc 'echo $EDITOR')" = nano
      bash -ic 'alias ll' 2>/dev/null | grep -q "ls -l"
    '';
    scratch = works "test \"$(stat -f -c %T /srv/scratch)\" = tmpfs";
    journal = works ''
      test -d /var/log/journal/"$(cat /etc/machine-id)"
      echo found-in-the-journal | systemd-cat -t server-check
      journalctl --sync
      journalctl -t server-check -n 1 -o cat | grep -q found-in-the-journal
    '';
    timer = works "test -s /var/lib/report/last";
    cron = {
      unit = "cron.service";
    };
    socket = works ''
      test "$(echo hello | ${pkgs.socat}/bin/socat -t 5 - UNIX-CONNECT:/run/echo.sock)" = hello
      test "$(systemctl show -P CPUQuotaPerSecUSec small.slice)" = 200ms
    '';
  };
}
