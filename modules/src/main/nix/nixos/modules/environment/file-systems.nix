# File systems and swap.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:

let
  inherit (lib) mkOption types;

  fileSystem =
    { name, config, ... }:
    {
      options = {
        mountPoint = mkOption {
          type = types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "/data";
          description = "Where it is mounted.";
        };
        device = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "/dev/sda1";
          description = "The device, or what else is mounted.";
        };
        label = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "data";
          description = "The label of the device, where {option}`device` does not name it.";
        };
        fsType = mkOption {
          type = types.str;
          default = "auto";
          example = "ext4";
          description = "The type of the file system.";
        };
        options = mkOption {
          type = types.listOf types.str;
          default = [ "defaults" ];
          example = [ "noatime" ];
          description = "Mount options.";
        };
        depends = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "/data" ];
          description = "Paths that must be mounted before.";
        };
        noCheck = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the file system is not checked at boot.";
        };
        neededForBoot = mkOption {
          type = types.bool;
          default = false;
          visible = false;
          description = "Accepted for configurations that set it: how the machine boots is its own.";
        };
        autoFormat = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether systemd formats a device that is empty.";
        };
        autoResize = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether systemd makes the file system as large as its device.";
        };
      };
    };

  mounts = import ../../lib/mounts.nix { inherit lib utils; };

  # The machine's own boot has mounted its root.
  all = lib.filter (fs: fs.mountPoint != "/") (lib.attrValues config.fileSystems);

  once = command: {
    enableDefaultPath = false;
    unitConfig.DefaultDependencies = false;
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      ExecStart = command;
    };
  };

  # systemd's own programs leave alone what is formatted, or large enough, already.
  format =
    fs:
    let
      device = utils.escapeSystemdPath (mounts.deviceOf fs);
      unit = "${utils.escapeSystemdPath fs.mountPoint}.mount";
    in
    lib.nameValuePair "format-${device}" (
      once "/lib/systemd/systemd-makefs ${fs.fsType} ${mounts.deviceOf fs}"
      // {
        description = "Makes the file system of ${fs.mountPoint}";
        requiredBy = [ unit ];
        bindsTo = [ "${device}.device" ];
        after = [ "${device}.device" ];
        before = [
          unit
          "systemd-fsck@${device}.service"
        ];
      }
    );
  grow =
    fs:
    let
      unit = "${utils.escapeSystemdPath fs.mountPoint}.mount";
    in
    lib.nameValuePair "grow-${utils.escapeSystemdPath fs.mountPoint}" (
      once "/lib/systemd/systemd-growfs ${fs.mountPoint}"
      // {
        description = "Makes the file system of ${fs.mountPoint} as large as its device";
        wantedBy = [ unit ];
        bindsTo = [ unit ];
        after = [ unit ];
        before = [ "local-fs.target" ];
      }
    );
in
{
  options = {
    fileSystems = mkOption {
      type = types.attrsOf (types.submodule fileSystem);
      default = { };
      example = lib.literalExpression ''
        {
          "/data" = { device = "/dev/sdb1"; fsType = "ext4"; };
        }
      '';
      description = ''
        File systems, by where they are mounted. Each becomes a mount unit of systemd; `/etc/fstab` stays as it
        is. The root file system is mounted by the machine's own boot, and may be listed or left out.
      '';
    };

    swapDevices = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            device = mkOption {
              type = types.str;
              example = "/dev/sda3";
              description = "The device or file.";
            };
            options = mkOption {
              type = types.listOf types.str;
              default = [ "defaults" ];
              example = [ "discard" ];
              description = "Options of the swap space.";
            };
            priority = mkOption {
              type = types.nullOr (types.ints.between 0 32767);
              default = null;
              example = 10;
              description = "How early it is used: the highest first; null leaves the choice to the kernel.";
            };
          };
        }
      );
      default = [ ];
      example = [ { device = "/dev/sda3"; } ];
      description = "Devices and files used as swap space.";
    };
  };

  config.systemd = {
    mounts = map mounts.mount all;
    automounts = lib.concatMap mounts.automount all;
    units = lib.listToAttrs (map mounts.swap config.swapDevices);
    services = lib.listToAttrs (
      map format (lib.filter (fs: fs.autoFormat) all) ++ map grow (lib.filter (fs: fs.autoResize) all)
    );
  };
}
