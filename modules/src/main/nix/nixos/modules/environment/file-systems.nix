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
          description = "Paths that must be mounted before.";
        };
        noCheck = mkOption {
          type = types.bool;
          default = false;
          description = "Whether the file system is not checked at boot.";
        };
        neededForBoot = mkOption {
          type = types.bool;
          default = false;
          description = "Accepted for configurations that set it: how the machine boots is its own.";
        };
        autoFormat = mkOption {
          type = types.bool;
          default = false;
          description = "Whether systemd formats a device that is empty.";
        };
        autoResize = mkOption {
          type = types.bool;
          default = false;
          description = "Whether systemd makes the file system as large as its device.";
        };
      };
    };

  deviceOf =
    fs:
    if fs.device != null then
      fs.device
    else if fs.label != null then
      "/dev/disk/by-label/${fs.label}"
    else
      fs.fsType;

  # fstab(5) separates with blanks and writes a blank as \040.
  escape = lib.replaceStrings [ " " "\t" ] [ "\\040" "\\011" ];

  line =
    fs:
    "${escape (deviceOf fs)} ${escape fs.mountPoint} ${fs.fsType} ${
      lib.concatStringsSep "," (
        fs.options
        ++ lib.optional fs.autoFormat "x-systemd.makefs"
        ++ lib.optional fs.autoResize "x-systemd.growfs"
        ++ map (path: "x-systemd.requires-mounts-for=${path}") fs.depends
      )
    } 0 ${if fs.noCheck || fs.fsType == "tmpfs" then "0" else if fs.mountPoint == "/" then "1" else "2"}\n";

  swap = device: "${device.device} none swap ${lib.concatStringsSep "," device.options} 0 0\n";

  all = lib.attrValues config.fileSystems;
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
        File systems, by where they are mounted. Where any are given they are written to `/etc/fstab`, in place of
        what stood there; list those of the installation too.
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
              description = "Options of the swap space.";
            };
          };
        }
      );
      default = [ ];
      description = "Devices and files used as swap space.";
    };
  };

  config = lib.mkIf (all != [ ] || config.swapDevices != [ ]) {
    environment.etc.fstab.text =
      "# Written by Firn from fileSystems and swapDevices in the configuration.\n"
      + lib.concatMapStrings line all
      + lib.concatMapStrings swap config.swapDevices;

    warnings =
      lib.optional (config.firn.host.root == "distribution" && !(config.fileSystems ? "/")) ''
        fileSystems does not name "/", and /etc/fstab is written from it: the machine may not find its root file
        system at the next boot. Add the file systems of the installation, as its /etc/fstab lists them.'';
  };
}
