# The system itself: init, devices, monitoring.
{
  debian,
  final,
  ...
}:
{
  inherit (debian)
    acl
    attr
    cron
    cryptsetup
    dbus
    dmidecode
    e2fsprogs
    htop
    iotop
    kmod
    logrotate
    lsof
    lvm2
    mdadm
    parted
    pciutils
    rsyslog
    smartmontools
    sudo
    sysstat
    usbutils
    xfsprogs
    ;
  btop = debian.btop;
  gptfdisk = debian.gdisk;
  btrfs-progs = debian.btrfs-progs;
  dosfstools = debian.dosfstools;
  linux-pam = debian.libpam-modules;
  pam = debian.libpam-modules;
  libcap-utils = debian.libcap2-bin;
  prometheus-node-exporter = debian.prometheus-node-exporter;
  udev = debian.udev;
  audit = debian.auditd;
  libcap = debian.libcap2-bin // {
    dev = debian.libcap-dev;
    lib = debian.libcap2;
  };
  syslogng = debian.syslog-ng-core;
  at = debian.at;
  quota = debian.quota;
  fuse3 = debian.fuse3;
  monitoring-plugins = debian.monitoring-plugins-basic;

  # Debian keeps nspawn and machinectl apart.
  systemd = final.symlinkJoin {
    name = "systemd-${debian.systemd.version}";
    pname = "systemd";
    inherit (debian.systemd) version;
    paths = [
      debian.systemd
      debian.systemd-container
      debian.udev
    ];
    meta.mainProgram = "systemctl";
  };
  systemdMinimal = debian.systemd;
  systemd-nspawn = debian.systemd-container;
}
