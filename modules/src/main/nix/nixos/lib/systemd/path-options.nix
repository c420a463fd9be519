# `systemd.paths.<name>`
{ lib, types, common }:

{
  imports = [
    common.unit
    common.restartsByUnit
  ];

  options.pathConfig = common.section "systemd.path(5)" { PathChanged = "/srv/inbox"; };
}
