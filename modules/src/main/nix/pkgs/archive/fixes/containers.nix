# Container engines that look for their helpers below /usr.
{ debian, lib, ... }:
{
  podman = {
    files."share/containers/firn.conf" = ''
      [engine]
      runtime = "crun"
      conmon_path = [ "${debian.conmon}/bin/conmon" ]
      helper_binaries_dir = [ "${debian.netavark}/lib/podman", "${debian.aardvark-dns}/lib/podman" ]

      [engine.runtimes]
      crun = [ "${debian.crun}/bin/crun" ]
      runc = [ "${debian.runc}/bin/runc" ]

      [network]
      network_backend = "netavark"
    '';
    wrappers."bin/podman" = {
      setDefault.CONTAINERS_CONF = "@out@/share/containers/firn.conf";
      prefix.PATH = lib.makeBinPath [
        debian.iptables
        debian.nftables
        debian.iproute2
        debian.fuse-overlayfs
        debian.slirp4netns
        debian.uidmap
        debian.util-linux
        debian.systemd
      ];
    };
  };
}
