/**
  CPUs: word width, byte order, family; version and architecture (as compilers call it) of some.
*/
{ lib }:
let
  inherit (lib.systems.parse) cpuTypes;

  order = name: {
    _type = "significant-byte";
    inherit name;
  };

  significantBytes = {
    bigEndian = order "bigEndian";
    littleEndian = order "littleEndian";
  };

  inherit (significantBytes) bigEndian littleEndian;

  cpu = significantByte: family: bits: {
    inherit bits family significantByte;
  };
  big = cpu bigEndian;
  little = cpu littleEndian;

  x86 = arch: little "x86" 32 // { inherit arch; };

  arm =
    version: arch:
    little "arm" 32
    // {
      inherit version arch;
    };

  table = {
    i386 = x86 "i386";
    i486 = x86 "i486";
    i586 = x86 "i586";
    i686 = x86 "i686";
    x86_64 = x86 "x86-64" // {
      bits = 64;
    };

    arm = little "arm" 32;
    armv5tel = arm "5" "armv5t";
    armv6l = arm "6" "armv6";
    armv6m = arm "6" "armv6-m";
    armv7a = arm "7" "armv7-a";
    armv7l = arm "7" "armv7";
    armv7m = arm "7" "armv7-m";
    armv7r = arm "7" "armv7-r";
    armv8a = arm "8" "armv8-a";
    armv8m = arm "8" "armv8-m";
    armv8r = arm "8" "armv8-a";
    aarch64 = arm "8" "armv8-a" // {
      bits = 64;
    };
    aarch64_be = arm "8" "armv8-a" // {
      bits = 64;
      significantByte = bigEndian;
    };

    mips = big "mips" 32;
    mipsel = little "mips" 32;
    mips64 = big "mips" 64;
    mips64el = little "mips" 64;

    powerpc = big "power" 32;
    powerpcle = little "power" 32;
    powerpc64 = big "power" 64;
    powerpc64le = little "power" 64;

    riscv32 = little "riscv" 32;
    riscv64 = little "riscv" 64;

    s390 = big "s390" 32;
    s390x = big "s390" 64;

    sparc = big "sparc" 32;
    sparc64 = big "sparc" 64;

    wasm32 = little "wasm" 32;
    wasm64 = little "wasm" 64;

    microblaze = big "microblaze" 32;
    microblazeel = little "microblaze" 32;

    alpha = little "alpha" 64;
    arc = little "arc" 32;
    javascript = little "javascript" 32;
    loongarch64 = little "loongarch" 64;
    m68k = big "m68k" 32;
    mmix = big "mmix" 64;
    msp430 = little "msp430" 16;
    or1k = big "or1k" 32;
    rx = little "rx" 32;
    sh4 = little "sh" 32;
    vc4 = little "vc4" 32;

    # Bytes have no order where a word is one byte.
    avr = {
      bits = 8;
      family = "avr";
    };
  };

  # The CPUs that run what was built for another, step by step.
  successors = {
    arm = [ "armv5tel" ];
    armv5tel = [ "armv6l" ];
    armv6l = [ "armv7l" ];
    armv6m = [ "armv6l" ];
    armv7l = [
      "armv7a"
      "armv7r"
    ];
    armv7m = [
      "armv7a"
      "armv7r"
    ];
    armv8a = [ "aarch64" ];
    i386 = [ "i486" ];
    i486 = [ "i586" ];
    i586 = [ "i686" ];
    i686 = [ "x86_64" ];
    mips = [ "mips64" ];
    mipsel = [ "mips64el" ];
    powerpc = [ "powerpc64" ];
    powerpcle = [ "powerpc64le" ];
    sparc = [ "sparc64" ];
  };
in
{
  inherit significantBytes;

  /**
    All CPUs by name.
  */
  cpuTypes =
    builtins.mapAttrs (
      name: value:
      {
        _type = "cpu-type";
        inherit name;
      }
      // value
    ) table
    // {
      # Apple's name.
      arm64 = cpuTypes.aarch64;
    };

  /**
    Does the first CPU run programs built for the second?

    Type: isCompatible :: cpu -> cpu -> bool
    Example: isCompatible cpuTypes.x86_64 cpuTypes.i686 => true
  */
  isCompatible =
    runner:
    let
      runs = name: name == runner.name || builtins.any runs (successors.${name} or [ ]);
    in
    target: runs target.name;
}
