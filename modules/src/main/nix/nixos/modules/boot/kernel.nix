# The kernel: its parameters at run time, and what can be said about how the machine boots.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.boot;

  parameter = lib.mkOptionType {
    name = "sysctl option value";
    description = "boolean, integer, string or null";
    check =
      value: value == null || builtins.isBool value || builtins.isInt value || builtins.isString value;
    merge = lib.mergeEqualOption;
  };

  show =
    value:
    if value == true then
      "1"
    else if value == false then
      "0"
    else
      toString value;

  set = lib.filterAttrs (_: value: value != null) cfg.kernel.sysctl;

  # What makes and checks a file system, by Debian's names.
  programsOf = {
    bcachefs = "bcachefs-tools";
    btrfs = "btrfs-progs";
    cifs = "cifs-utils";
    exfat = "exfatprogs";
    ext2 = "e2fsprogs";
    ext3 = "e2fsprogs";
    ext4 = "e2fsprogs";
    f2fs = "f2fs-tools";
    jfs = "jfsutils";
    nfs = "nfs-common";
    nfs4 = "nfs-common";
    ntfs = "ntfs-3g";
    reiserfs = "reiserfsprogs";
    vfat = "dosfstools";
    xfs = "xfsprogs";
  };

  fileSystems =
    if builtins.isList cfg.supportedFilesystems then
      cfg.supportedFilesystems
    else
      lib.attrNames (lib.filterAttrs (_: wanted: wanted) cfg.supportedFilesystems);

  accepted =
    type: default: example: description:
    mkOption {
      inherit
        type
        default
        example
        description
        ;
    };
in
{
  options.boot = {
    isContainer = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether this system runs as a container: it has no kernel and no hardware of its own.";
    };

    kernel.sysctl = mkOption {
      type = types.attrsOf parameter;
      default = { };
      example = {
        "net.ipv4.tcp_syncookies" = false;
        "vm.swappiness" = 60;
      };
      description = "Kernel parameters, by their {manpage}`sysctl(8)` names; null leaves one as it is.";
    };

    kernelModules = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "overlay" ];
      description = "Kernel modules loaded at boot.";
    };

    blacklistedKernelModules = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "pcspkr" ];
      description = "Kernel modules that are not loaded by themselves.";
    };

    extraModprobeConfig = mkOption {
      type = types.lines;
      default = "";
      example = "options loop max_loop=64";
      description = "Lines of {manpage}`modprobe.d(5)`.";
    };

    tmp = {
      useTmpfs = accepted types.bool false true "Whether `/tmp` is a file system in memory.";
      cleanOnBoot = accepted types.bool false true "Whether `/tmp` is emptied at boot.";
      tmpfsSize = accepted (
        types.either types.str types.int
      ) "50%" "2G" "The size of a `/tmp` in memory.";
    };

    kernelPackages = accepted types.raw null (
      lib.literalExpression "pkgs.linuxPackages_latest"
    ) "Accepted for configurations that set it: the kernel is the machine's own.";
    kernelParams = accepted (types.listOf types.str) [ ] [
      "quiet"
    ] "Accepted for configurations that set it: the boot loader is the machine's own.";
    supportedFilesystems =
      accepted (types.either (types.listOf types.str) (types.attrsOf types.bool)) [ ] [ "btrfs" ] ''
        File systems the machine uses: what makes and checks them is added to {option}`environment.systemPackages`. The
        kernel that mounts them is the machine's own.
      '';
    loader = accepted (types.attrsOf types.anything) { } {
      grub.device = "/dev/sda";
    } "Accepted for configurations that set it: the boot loader is the machine's own.";
    initrd = accepted (types.attrsOf types.anything) { } {
      availableKernelModules = [ "virtio_pci" ];
    } "Accepted for configurations that set it: the initial ram disk is the machine's own.";
    extraModulePackages = accepted (types.listOf types.package) [ ] (
      lib.literalExpression "[ config.boot.kernelPackages.wireguard ]"
    ) "Accepted for configurations that set it: the kernel, with its modules, is the machine's own.";
  };

  config = {
    environment.systemPackages = map (name: pkgs.debian.${name}) (
      lib.unique (map (name: programsOf.${name}) (lib.filter (name: programsOf ? ${name}) fileSystems))
    );

    environment.etc = {
      "sysctl.d/60-nixos.conf" = lib.mkIf (set != { }) {
        text = lib.concatStrings (lib.mapAttrsToList (name: value: "${name}=${show value}\n") set);
      };
      "modules-load.d/nixos.conf" = lib.mkIf (cfg.kernelModules != [ ] && !cfg.isContainer) {
        text = lib.concatMapStrings (name: "${name}\n") cfg.kernelModules;
      };
      "modprobe.d/nixos.conf" =
        lib.mkIf (cfg.blacklistedKernelModules != [ ] || cfg.extraModprobeConfig != "") {
          text =
            lib.concatMapStrings (name: "blacklist ${name}\n") cfg.blacklistedKernelModules
            + cfg.extraModprobeConfig;
        };
    };

    # Drop-ins for systemd's own units, so that changed files are read again at a switch.
    systemd.services.systemd-sysctl = lib.mkIf (set != { }) {
      overrideStrategy = "asDropin";
      enableDefaultPath = false;
      restartTriggers = [ config.environment.etc."sysctl.d/60-nixos.conf".source ];
    };
    systemd.services.systemd-modules-load = lib.mkIf (cfg.kernelModules != [ ] && !cfg.isContainer) {
      overrideStrategy = "asDropin";
      enableDefaultPath = false;
      restartTriggers = [ config.environment.etc."modules-load.d/nixos.conf".source ];
    };

    systemd.mounts = lib.mkIf cfg.tmp.useTmpfs [
      {
        what = "tmpfs";
        where = "/tmp";
        type = "tmpfs";
        options = "mode=1777,strictatime,rw,nosuid,nodev,size=${toString cfg.tmp.tmpfsSize}";
        conflicts = [ "umount.target" ];
        before = [
          "local-fs.target"
          "umount.target"
        ];
        wantedBy = [ "local-fs.target" ];
        unitConfig.DefaultDependencies = false;
      }
    ];
    systemd.tmpfiles.rules = lib.mkIf cfg.tmp.cleanOnBoot [ "D! /tmp 1777 root root" ];

    # What has no place in a container, or would wait for someone to answer on its console.
    systemd.maskedUnits =
      lib.optionals (config.firn.host.root == "closure") [
        "systemd-firstboot.service"
        "console-getty.service"
      ]
      ++ lib.optionals cfg.isContainer [
        "systemd-networkd-wait-online.service"
        "systemd-hwdb-update.service"
        "systemd-pstore.service"
        "sys-fs-fuse-connections.mount"
        "e2scrub_all.timer"
        "fstrim.timer"
      ];
  };
}
