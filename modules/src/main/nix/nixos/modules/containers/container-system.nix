# A system that runs as a container, and what its root file system needs beside packages.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.firn.container;
  ip = "${pkgs.iproute2}/bin/ip";
in
{
  options.firn.container = {
    linked = lib.mkOption {
      type = lib.types.bool;
      internal = true;
      default = false;
      description = "Whether this container has a network of its own, linked to its host.";
    };

    managesNetwork = lib.mkOption {
      type = lib.types.bool;
      internal = true;
      default = true;
      description = "Whether this system may set up its network. A container that shares its host's may not.";
    };
  };

  config = lib.mkIf config.boot.isContainer {
    # systemd-nspawn calls the container's end of the link host0; users know it as eth0.
    systemd.services.network-eth0 = lib.mkIf cfg.linked {
      description = "Name of the link to the host";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-pre.target" ];
      before = [
        "network-pre.target"
        "network-addresses-eth0.service"
      ];
      unitConfig.ConditionPathExists = "/sys/class/net/host0";
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        ExecStart = [
          "${ip} link set dev host0 down"
          "${ip} link set dev host0 name eth0"
        ];
      };
    };
  };
}
