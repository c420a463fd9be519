/**
  The patterns.
*/
{ lib }:
let
  inherit (builtins)
    attrValues
    concatMap
    removeAttrs
    ;
  inherit (lib.strings) hasPrefix;
  inherit (lib.systems.parse)
    cpuTypes
    execFormats
    kernelFamilies
    kernels
    significantBytes
    ;

  # Functions are never equal, so rules would keep a pattern from fitting.
  comparable = binaryInterface: removeAttrs binaryInterface [ "assertions" ];

  family = name: { cpu.family = name; };
  familyOf = name: bits: {
    cpu = {
      family = name;
      inherit bits;
    };
  };
  kernel = name: { kernel = kernels.${name}; };
  abi = name: { abi = comparable lib.systems.parse.abis.${name}; };
  variant = name: { abi.abi = name; };
  format = name: { kernel.execFormat = execFormats.${name}; };
  wide = bits: { cpu.bits = bits; };

  cpuPatterns = {
    isAarch = family "arm";
    isAarch32 = familyOf "arm" 32;
    isAarch64 = familyOf "arm" 64;
    isAlpha = family "alpha";
    isArc = family "arc";
    isArmv7 = concatMap (
      cpu:
      if hasPrefix "armv7" (cpu.arch or "") then
        [
          {
            cpu = {
              inherit (cpu) arch;
            };
          }
        ]
      else
        [ ]
    ) (attrValues cpuTypes);
    isAvr = family "avr";
    isJavaScript.cpu = cpuTypes.javascript;
    isLoongArch64 = familyOf "loongarch" 64;
    isM68k = family "m68k";
    isMicroBlaze = family "microblaze";
    isMips = family "mips";
    isMips32 = familyOf "mips" 32;
    isMips64 = familyOf "mips" 64;
    isMips64n32 = familyOf "mips" 64 // variant "n32";
    isMips64n64 = familyOf "mips" 64 // variant "64";
    isMmix = family "mmix";
    isMsp430 = family "msp430";
    isOr1k = family "or1k";
    isPower = family "power";
    isPower64 = familyOf "power" 64;
    isRiscV = family "riscv";
    isRiscV32 = familyOf "riscv" 32;
    isRiscV64 = familyOf "riscv" 64;
    isRx = family "rx";
    isS390 = family "s390";
    isS390x = familyOf "s390" 64;
    isSh4 = family "sh";
    isSparc = family "sparc";
    isSparc64 = familyOf "sparc" 64;
    isVc4 = family "vc4";
    isWasm = family "wasm";
    isi686.cpu = cpuTypes.i686;
    isx86 = family "x86";
    isx86_32 = familyOf "x86" 32;
    isx86_64 = familyOf "x86" 64;

    is32bit = wide 32;
    is64bit = wide 64;
    # 64-bit registers with 32-bit pointers count.
    isILP32 = [
      (familyOf "wasm" 32)
      (variant "n32")
      (variant "ilp32")
      (variant "x32")
    ];
    isBigEndian.cpu.significantByte = significantBytes.bigEndian;
    isLittleEndian.cpu.significantByte = significantBytes.littleEndian;
  };

  kernelPatterns = rec {
    isBSD.kernel.families = {
      inherit (kernelFamilies) bsd;
    };
    isCygwin = kernel "cygwin";
    isDarwin.kernel.families = {
      inherit (kernelFamilies) darwin;
    };
    isFreeBSD.kernel.name = "freebsd";
    isGenode = kernel "genode";
    isGhcjs = kernel "ghcjs";
    isLinux = kernel "linux";
    isMacOS = kernel "macos";
    isNetBSD = kernel "netbsd";
    isNone = kernel "none";
    isOpenBSD = kernel "openbsd";
    isRedox = kernel "redox";
    isSunOS = kernel "solaris";
    isUefi = [ (kernel "uefi") ];
    isWasi = kernel "wasi";
    isWindows = kernel "windows";
    isiOS = kernel "ios";

    isUnix = [
      isBSD
      isDarwin
      isLinux
      isSunOS
      isCygwin
      isRedox
    ];

    isElf = format "elf";
    isMacho = format "macho";
    isPE = format "pe";
  };

  abiPatterns = {
    isAbiElfv1 = variant "elfv1";
    isAbiElfv2 = [
      (variant "elfv2")
      (familyOf "power" 64 // { abi.name = "musl"; })
    ];
    isAndroid = map abi [
      "android"
      "androideabi"
    ];
    isEabi.abi.eabi = true;
    isGnu = map abi [
      "gnuabi64"
      "gnuabin32"
      "gnu"
      "gnueabi"
      "gnueabihf"
      "gnuabielfv1"
      "gnuabielfv2"
    ];
    isMinGW = kernel "windows" // abi "gnu";
    isMsvc = kernel "windows" // abi "msvc";
    isMusl = map abi [
      "musl"
      "musleabi"
      "musleabihf"
      "muslabin32"
      "muslabi64"
    ];
    isUClibc = map abi [
      "uclibc"
      "uclibceabi"
      "uclibceabihf"
    ];
  };

  # Platforms whose firmware may offer EFI.
  firmwarePatterns.isEfi =
    map
      (version: {
        cpu = {
          family = "arm";
          inherit version;
        };
      })
      [
        "6"
        "7"
        "8"
      ]
    ++ map family [
      "riscv"
      "x86"
      "loongarch"
    ];
in
cpuPatterns // kernelPatterns // abiPatterns // firmwarePatterns
