/**
  Short names of systems, by kind.
*/
{ lib }:
let
  inherit (builtins) concatMap filter;
  inherit (lib.systems.inspect) predicates;
  inherit (lib.systems.parse)
    abis
    doubleFromSystem
    kernels
    mkSystemFromString
    ;

  # CPUs by kernel.
  offered = {
    cygwin = [
      "i686"
      "x86_64"
    ];
    darwin = [
      "x86_64"
      "aarch64"
    ];
    freebsd = [
      "i686"
      "x86_64"
      "aarch64"
    ];
    genode = [
      "aarch64"
      "i686"
      "x86_64"
    ];
    ghcjs = [ "javascript" ];
    linux = [
      "aarch64"
      "arc"
      "armv5tel"
      "armv6l"
      "armv7a"
      "armv7l"
      "i686"
      "loongarch64"
      "m68k"
      "sh4"
      "microblaze"
      "microblazeel"
      "mips"
      "mips64"
      "mips64el"
      "mipsel"
      "powerpc"
      "powerpc64"
      "powerpc64le"
      "riscv32"
      "riscv64"
      "s390"
      "s390x"
      "x86_64"
    ];
    mmixware = [ "mmix" ];
    netbsd = [
      "aarch64"
      "armv6l"
      "armv7a"
      "armv7l"
      "i686"
      "m68k"
      "mipsel"
      "powerpc"
      "riscv32"
      "riscv64"
      "x86_64"
    ];
    none = [
      "aarch64_be"
      "aarch64"
      "arm"
      "armv6l"
      "avr"
      "i686"
      "microblaze"
      "microblazeel"
      "mips"
      "mips64"
      "msp430"
      "or1k"
      "m68k"
      "powerpc"
      "powerpcle"
      "riscv32"
      "riscv64"
      "rx"
      "s390"
      "s390x"
      "vc4"
      "x86_64"
    ];
    openbsd = [
      "i686"
      "x86_64"
    ];
    redox = [ "x86_64" ];
    solaris = [ "x86_64" ];
    uefi = [
      "aarch64"
      "x86_64"
    ];
    wasi = [
      "wasm64"
      "wasm32"
    ];
    windows = [
      "aarch64"
      "x86_64"
      "i686"
    ];
  };

  # The order of all lists: by the kernels' usual names, under which Solaris is illumos; UEFI came last.
  inOrder = [
    "cygwin"
    "darwin"
    "freebsd"
    "genode"
    "solaris"
    "ghcjs"
    "linux"
    "mmixware"
    "netbsd"
    "none"
    "openbsd"
    "redox"
    "wasi"
    "windows"
    "uefi"
  ];

  all = concatMap (kernel: map (cpu: "${cpu}-${kernel}") offered.${kernel}) inOrder;

  parsed = map mkSystemFromString all;

  where = predicate: map doubleFromSystem (filter predicate parsed);

  gnuAbis = [
    "gnu"
    "gnueabi"
    "gnueabihf"
    "gnuabin32"
    "gnuabi64"
    "gnuabielfv1"
    "gnuabielfv2"
  ];
in
{
  inherit all;
  none = [ ];

  aarch = where predicates.isAarch;
  aarch64 = where predicates.isAarch64;
  arc = where predicates.isArc;
  arm = where predicates.isAarch32;
  armv7 = where predicates.isArmv7;
  i686 = where predicates.isi686;
  js = where predicates.isJavaScript;
  loongarch64 = where predicates.isLoongArch64;
  m68k = where predicates.isM68k;
  microblaze = where predicates.isMicroBlaze;
  mips = where predicates.isMips;
  mmix = where predicates.isMmix;
  or1k = where predicates.isOr1k;
  power = where predicates.isPower;
  riscv = where predicates.isRiscV;
  riscv32 = where predicates.isRiscV32;
  riscv64 = where predicates.isRiscV64;
  rx = where predicates.isRx;
  s390 = where predicates.isS390;
  s390x = where predicates.isS390x;
  sh4 = where predicates.isSh4;
  vc4 = where predicates.isVc4;
  x86 = where predicates.isx86;
  x86_64 = where predicates.isx86_64;

  bigEndian = where predicates.isBigEndian;
  littleEndian = where predicates.isLittleEndian;

  cygwin = where predicates.isCygwin;
  darwin = where predicates.isDarwin;
  embedded = where predicates.isNone;
  freebsd = where predicates.isFreeBSD;
  genode = where predicates.isGenode;
  illumos = where predicates.isSunOS;
  linux = where predicates.isLinux;
  netbsd = where predicates.isNetBSD;
  openbsd = where predicates.isOpenBSD;
  redox = where predicates.isRedox;
  uefi = where predicates.isUefi;
  unix = where predicates.isUnix;
  wasi = where predicates.isWasi;
  windows = where predicates.isWindows;

  gnu = concatMap (
    name: where (system: system.kernel == kernels.linux && system.abi == abis.${name})
  ) gnuAbis;
}
