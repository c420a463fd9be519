# `systemd.mounts.*`
{ lib, types, common }:

{ config, ... }:
{
  imports = [ common.unit ];

  options = {
    what = lib.mkOption {
      type = lib.types.str;
      example = "/dev/sda1";
      description = "What is mounted: a device, a folder, a remote export.";
    };

    where = lib.mkOption {
      type = lib.types.str;
      example = "/srv/data";
      description = "Where it is mounted.";
    };

    type = lib.mkOption {
      type = lib.types.str;
      default = "";
      example = "ext4";
      description = "The type of the file system.";
    };

    options = lib.mkOption {
      type = lib.types.commas;
      default = "";
      example = "noatime";
      description = "Mount options, separated by commas.";
    };

    mountConfig = common.section "systemd.mount(5)" { DirectoryMode = "0775"; };
  };

  config.mountConfig = {
    What = config.what;
    Where = config.where;
  }
  // lib.optionalAttrs (config.type != "") { Type = config.type; }
  // lib.optionalAttrs (config.options != "") { Options = config.options; };
}
