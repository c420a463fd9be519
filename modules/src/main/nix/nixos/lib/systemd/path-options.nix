# `systemd.paths.<name>`
{ lib, types, common }:

{
  imports = [ common.unit ];

  options.pathConfig = common.section "systemd.path(5)" { PathChanged = "/srv/inbox"; };
}
