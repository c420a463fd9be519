# File systems as units of systemd: what `fstab(5)` says of one, in the words of `systemd.mount(5)`.
{ lib, utils }:
let
  # `UUID=…` and its like name a device by a link that udev makes.
  tags = {
    UUID = "by-uuid";
    LABEL = "by-label";
    PARTUUID = "by-partuuid";
    PARTLABEL = "by-partlabel";
  };

  deviceOf =
    fs:
    let
      tag =
        if fs.device == null then
          null
        else
          builtins.match "(UUID|LABEL|PARTUUID|PARTLABEL)=\"?([^\"]*)\"?" fs.device;
    in
    if tag != null then
      "/dev/disk/${tags.${builtins.head tag}}/${lib.last tag}"
    else if fs.device != null then
      fs.device
    else if fs.label != null then
      "/dev/disk/by-label/${fs.label}"
    else
      fs.fsType;

  onNetwork = [
    "nfs"
    "nfs4"
    "cifs"
    "smb3"
    "glusterfs"
    "ceph"
    "sshfs"
    "fuse.sshfs"
  ];

  # Those that are not checked before they are mounted.
  unchecked = [
    "auto"
    "bind"
    "btrfs"
    "none"
    "overlay"
    "tmpfs"
    "xfs"
    "zfs"
  ];

  # The words of an option `x-systemd.NAME=VALUE`, which only the reader of fstab knows.
  values =
    name: options:
    map (lib.removePrefix "x-systemd.${name}=") (
      lib.filter (lib.hasPrefix "x-systemd.${name}=") options
    );
  known =
    option:
    lib.hasPrefix "x-systemd." option
    || lib.elem option [
      "auto"
      "noauto"
      "nofail"
      "_netdev"
    ];
in
rec {
  inherit deviceOf;

  /**
    One entry of `fileSystems`, as an entry of `systemd.mounts`.
  */
  mount =
    fs:
    let
      has = option: lib.elem option fs.options;
      what = deviceOf fs;
      remote = lib.elem fs.fsType onNetwork || has "_netdev";
      target = if remote then "remote-fs.target" else "local-fs.target";
      atBoot = !(has "noauto") && !(has "x-systemd.automount");
      checked =
        lib.hasPrefix "/dev/" what && !fs.noCheck && !(lib.elem fs.fsType unchecked) && !(has "bind");
      check = lib.optional checked "systemd-fsck@${utils.escapeSystemdPath what}.service";
    in
    {
      inherit what;
      where = fs.mountPoint;
      type = if fs.fsType == "auto" then "" else fs.fsType;
      options = lib.concatStringsSep "," (lib.filter (option: !(known option)) fs.options);
      description = "File system at ${fs.mountPoint}";
      wantedBy = lib.optional (atBoot && has "nofail") target;
      requiredBy = lib.optional (atBoot && !(has "nofail")) target;
      before = lib.optional (atBoot && !(has "nofail")) target ++ values "before" fs.options;
      requires = check ++ values "requires" fs.options;
      after =
        check
        ++ values "requires" fs.options
        ++ values "after" fs.options
        ++ lib.optionals remote [
          "network.target"
          "network-online.target"
        ];
      wants = lib.optional remote "network-online.target";
      unitConfig = {
        RequiresMountsFor = fs.depends ++ values "requires-mounts-for" fs.options;
      };
      mountConfig = lib.mkMerge (
        map (limit: { TimeoutSec = limit; }) (values "mount-timeout" fs.options)
      );
    };

  /**
    Its `systemd.automounts` entry, where it asks to be mounted on first use.
  */
  automount =
    fs:
    lib.optional (lib.elem "x-systemd.automount" fs.options) {
      where = fs.mountPoint;
      wantedBy = [ (if lib.elem fs.fsType onNetwork then "remote-fs.target" else "local-fs.target") ];
      automountConfig = lib.mkMerge (
        map (limit: { TimeoutIdleSec = limit; }) (values "idle-timeout" fs.options)
      );
    };

  /**
    The name and text of the unit of one entry of `swapDevices`.
  */
  swap = device: {
    name = "${utils.escapeSystemdPath device.device}.swap";
    value = {
      wantedBy = lib.optional (!(lib.elem "noauto" device.options)) "swap.target";
      text =
        "[Swap]\nWhat=${device.device}\n"
        + lib.optionalString (device.priority != null) "Priority=${toString device.priority}\n"
        + "Options=${lib.concatStringsSep "," (lib.filter (option: !(known option)) device.options)}\n";
    };
  };
}
