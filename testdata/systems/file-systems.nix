# File systems and swap space become units of systemd.
{
  system.stateVersion = "24.11";
  fileSystems = {
    "/" = {
      device = "/dev/disk/by-label/root";
      fsType = "ext4";
    };
    "/data" = {
      device = "UUID=1234-5678";
      fsType = "ext4";
      autoFormat = true;
      autoResize = true;
      options = [
        "noatime"
        "nofail"
        "x-systemd.mount-timeout=30"
      ];
    };
    "/srv/scratch" = {
      device = "tmpfs";
      fsType = "tmpfs";
      depends = [ "/data" ];
      options = [ "size=16m" ];
    };
    "/mnt/share" = {
      device = "192.0.2.1:/share";
      fsType = "nfs";
      options = [
        "noauto"
        "x-systemd.automount"
        "x-systemd.idle-timeout=600"
      ];
    };
  };
  swapDevices = [
    {
      device = "/dev/sdb2";
      priority = 3;
    }
  ];
}
