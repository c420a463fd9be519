# `systemd.automounts.*`
{ lib, types, common }:

{ config, ... }:
{
  imports = [
    common.unit
    common.restartsByUnit
  ];

  options = {
    where = lib.mkOption {
      type = lib.types.str;
      example = "/srv/data";
      description = "The mount point that is mounted on first use.";
    };

    automountConfig = common.section "systemd.automount(5)" { DirectoryMode = "0775"; };
  };

  config.automountConfig.Where = config.where;
}
