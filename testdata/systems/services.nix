# Units of each kind, and what decides their fate at a switch.
{ pkgs, ... }:
{
  system.stateVersion = "24.11";

  systemd.services.greeter = {
    description = "Greets";
    wantedBy = [ "multi-user.target" ];
    after = [ "network.target" ];
    path = [ pkgs.curl ];
    environment.GREETING = "hello \"world\"";
    restartTriggers = [ "v1" ];
    preStart = "mkdir -p /run/greeter";
    script = "while sleep 60; do echo $GREETING; done";
    serviceConfig.Restart = "on-failure";
  };
  systemd.services.reloads = {
    reloadIfChanged = true;
    serviceConfig.ExecStart = "/bin/true";
  };
  systemd.services.stays = {
    restartIfChanged = false;
    stopIfChanged = false;
    serviceConfig.ExecStart = "/bin/true";
  };
  systemd.services.masked.enable = false;
  systemd.services.backup = {
    startAt = "Sun 14:00";
    serviceConfig.Type = "oneshot";
    script = "true";
  };
  systemd.sockets.echo = {
    wantedBy = [ "sockets.target" ];
    listenStreams = [ "/run/echo.sock" ];
  };
  systemd.slices.batch.sliceConfig.CPUQuota = "50%";
  systemd.mounts = [
    {
      what = "tmpfs";
      where = "/srv/my-data";
      type = "tmpfs";
    }
  ];
  systemd.tmpfiles.rules = [ "d /srv/app 0750 root root -" ];
}
