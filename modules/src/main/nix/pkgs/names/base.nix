# What every machine has.
{ debian, final, ... }:
{
  inherit (debian)
    bzip2
    coreutils
    cpio
    diffutils
    file
    findutils
    gawk
    gzip
    less
    lz4
    man-db
    ncurses-bin
    patch
    patchelf
    perl
    psmisc
    tree
    unzip
    zip
    zstd
    ;
  bash_5 = final.bash;
  busybox = debian.busybox-static;
  coreutils-full = debian.coreutils;
  getent = debian.libc-bin;
  glibc = debian.libc6;
  gnugrep = debian.grep;
  gnumake = debian.make;
  gnupatch = debian.patch;
  gnused = debian.sed;
  gnutar = debian.tar;
  man = debian.man-db;
  mandoc = debian.mandoc;
  ncurses = debian.ncurses-bin;
  nettools = debian.net-tools;
  p7zip = debian.p7zip-full;
  squashfsTools = debian.squashfs-tools;
  libarchive = debian.libarchive-tools;
  qemu-utils = debian.qemu-utils;
  bsdutils = debian.bsdutils;
  procps = debian.procps;
  pv = debian.pv;
  su = final.util-linux;
  tzdata = debian.tzdata;
  utillinux = final.util-linux;
  which = debian.debianutils;
  xz = debian.xz-utils;
  hello = debian.hello;

  # What nixpkgs has as one package are several here.
  util-linux = final.symlinkJoin {
    name = "util-linux-${debian.util-linux.version}";
    pname = "util-linux";
    inherit (debian.util-linux) version;
    paths = [
      debian.util-linux
      debian.mount
      debian.bsdutils
      debian.bsdextrautils
      debian.fdisk
    ];
    meta.mainProgram = "mount";
  };

  shadow = final.symlinkJoin {
    name = "shadow-${debian.passwd.version}";
    pname = "shadow";
    inherit (debian.passwd) version;
    paths = [
      debian.passwd
      debian.login
      debian.uidmap
    ];
  };
}
