# `systemd.timers.<name>`
{ lib, types, common }:

{
  imports = [
    common.unit
    common.restartsByUnit
  ];

  options.timerConfig = common.section "systemd.timer(5)" {
    OnCalendar = "Sun 14:00:00";
    Unit = "backup.service";
  };
}
