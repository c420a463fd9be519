# Containers and images.
{ debian, ... }:
{
  inherit (debian)
    buildah
    conmon
    crun
    fuse-overlayfs
    netavark
    podman
    runc
    skopeo
    slirp4netns
    umoci
    ;
  aardvark-dns = debian.aardvark-dns;
  bubblewrap = debian.bubblewrap;
  cni-plugins = debian.containernetworking-plugins;
  containerd = debian.containerd;
  docker = debian."docker.io";
  docker-client = debian."docker.io";
  docker-distribution = debian.docker-registry;
  tini = debian.tini;
  dumb-init = debian.dumb-init;
  s6 = debian.s6;
  execline = debian.execline;
}
