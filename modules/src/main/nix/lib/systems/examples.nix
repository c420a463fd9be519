/**
  Platforms by handy names, for cross compilation.
*/
{ lib }:
let
  inherit (lib.systems) platforms;

  # Platforms that differ in their triples only.
  alike = attrs: triples: builtins.mapAttrs (_: config: attrs // { inherit config; }) triples;

  # What is the same for all platforms of a kind.
  android = {
    androidNdkVersion = "27";
    androidSdkVersion = "35";
  };
  prebuiltAndroid =
    target:
    android
    // {
      rust.rustcTarget = target;
      useAndroidPrebuilt = true;
    };
  firmware = {
    libc = null;
    linker = "lld";
    useLLVM = true;
  };
  ios = {
    darwinSdkVersion = "14.3";
    useiOSPrebuilt = true;
    xcodeVer = "12.3";
  };
  ucrt = {
    libc = "ucrt";
  };
  clang = {
    useLLVM = true;
  };
  rustTarget = name: { rust.rustcTarget = name; };
in
alike { } {
  aarch64-multiplatform = "aarch64-unknown-linux-gnu";
  aarch64-multiplatform-musl = "aarch64-unknown-linux-musl";
  arc = "arc-unknown-linux-gnu";
  armv5tel-multiplatform = "armv5tel-unknown-linux-gnueabi";
  armv7l-hf-multiplatform = "armv7l-unknown-linux-gnueabihf";
  avr = "avr";
  ghcjs = "javascript-unknown-ghcjs";
  gnu32 = "i686-unknown-linux-gnu";
  gnu64 = "x86_64-unknown-linux-gnu";
  m68k = "m68k-unknown-linux-gnu";
  musl-power = "powerpc64le-unknown-linux-musl";
  musl32 = "i686-unknown-linux-musl";
  musl64 = "x86_64-unknown-linux-musl";
  powernv = "powerpc64le-unknown-linux-gnu";
  ppc64 = "powerpc64-unknown-linux-gnuabielfv2";
  ppc64-elfv1 = "powerpc64-unknown-linux-gnuabielfv1";
  ppc64-elfv2 = "powerpc64-unknown-linux-gnuabielfv2";
  riscv32 = "riscv32-unknown-linux-gnu";
  riscv64 = "riscv64-unknown-linux-gnu";
  riscv64-musl = "riscv64-unknown-linux-musl";
  s390 = "s390-unknown-linux-gnu";
  s390x = "s390x-unknown-linux-gnu";
  sh4 = "sh4-unknown-linux-gnu";
  x86_64-cygwin = "x86_64-pc-cygwin";
  x86_64-netbsd = "x86_64-unknown-netbsd";
}
// alike { libc = "newlib"; } {
  aarch64be-embedded = "aarch64_be-none-elf";
  arm-embedded = "arm-none-eabi";
  i686-embedded = "i686-elf";
  microblaze-embedded = "microblazeel-none-elf";
  mips-embedded = "mips-none-elf";
  mips64-embedded = "mips64-none-elf";
  mmix = "mmix-unknown-mmixware";
  msp430 = "msp430-elf";
  or1k = "or1k-elf";
  ppc-embedded = "powerpc-none-eabi";
  ppcle-embedded = "powerpcle-none-eabi";
  riscv32-embedded = "riscv32-none-elf";
  riscv64-embedded = "riscv64-none-elf";
  rx-embedded = "rx-none-elf";
  vc4 = "vc4-elf";
  x86_64-embedded = "x86_64-elf";
}
// alike clang {
  aarch64-freebsd = "aarch64-unknown-freebsd";
  aarch64-windows = "aarch64-pc-windows-msvc";
  wasi32 = "wasm32-unknown-wasi";
  x86_64-freebsd = "x86_64-unknown-freebsd";
  x86_64-netbsd-llvm = "x86_64-unknown-netbsd";
  x86_64-openbsd = "x86_64-unknown-openbsd";
  x86_64-windows = "x86_64-pc-windows-msvc";
}
// alike (
  android
  // clang
  // {
    libc = "bionic";
    useAndroidPrebuilt = false;
  }
) { aarch64-android = "aarch64-unknown-linux-android"; }
// alike (prebuiltAndroid "aarch64-linux-android") {
  aarch64-android-prebuilt = "aarch64-unknown-linux-android";
}
//
  alike
    {
      platform = { };
      xcodePlatform = "MacOSX";
    }
    {
      aarch64-darwin = "arm64-apple-darwin";
      x86_64-darwin = "x86_64-apple-darwin";
    }
// alike ({ libc = "newlib"; } // rustTarget "aarch64-unknown-none") {
  aarch64-embedded = "aarch64-none-elf";
}
// alike firmware {
  aarch64-unknown-uefi = "aarch64-unknown-uefi";
  x86_64-unknown-uefi = "x86_64-unknown-uefi";
}
// alike { libc = "newlib-nano"; } { arm-embedded-nano = "arm-none-eabi"; }
// alike {
  gcc = {
    arch = "armv5t";
    fpu = "vfp";
  };
  libc = "newlib";
} { armhf-embedded = "arm-none-eabihf"; }
// alike (platforms.armv7a-android // prebuiltAndroid "armv7-linux-androideabi") {
  armv7a-android-prebuilt = "armv7a-unknown-linux-androideabi";
}
// alike platforms.ben_nanonote { ben-nanonote = "mipsel-unknown-linux-uclibc"; }
// alike platforms.bluefield2 { bluefield2 = "aarch64-unknown-linux-gnu"; }
// alike platforms.fuloong2f_n32 { fuloongminipc = "mipsel-unknown-linux-gnu"; }
// alike (ios // { xcodePlatform = "iPhoneOS"; }) { iphone64 = "arm64-apple-ios"; }
// alike (
  ios
  // {
    darwinPlatform = "ios-simulator";
    xcodePlatform = "iPhoneSimulator";
  }
) { iphone64-simulator = "x86_64-apple-ios"; }
// alike platforms.loongarch64-multiplatform {
  loongarch64-linux = "loongarch64-unknown-linux-gnu";
}
// alike {
  gcc = {
    arch = "loongarch64";
    cmodel = "medium";
    strict-align = true;
  };
} { loongarch64-linux-embedded = "loongarch64-unknown-linux-gnu"; }
// alike { libc = "msvcrt"; } {
  mingw-msvcrt-i686 = "i686-w64-mingw32";
  mingw-msvcrt-x86_64 = "x86_64-w64-mingw32";
  mingw32 = "i686-w64-mingw32";
  mingwW64 = "x86_64-w64-mingw32";
}
// alike (ucrt // clang // rustTarget "aarch64-pc-windows-gnullvm") {
  mingw-ucrt-aarch64 = "aarch64-w64-mingw32";
  ucrtAarch64 = "aarch64-w64-mingw32";
}
// alike ucrt {
  mingw-ucrt-x86_64 = "x86_64-w64-mingw32";
  ucrt64 = "x86_64-w64-mingw32";
}
// alike (ucrt // clang // rustTarget "x86_64-pc-windows-gnullvm") {
  mingw-ucrt-x86_64-llvm = "x86_64-w64-mingw32";
}
// alike platforms.gcc_mips32r2_o32 {
  mips-linux-gnu = "mips-unknown-linux-gnu";
  mipsel-linux-gnu = "mipsel-unknown-linux-gnu";
}
// alike platforms.gcc_mips64r2_64 {
  mips64-linux-gnuabi64 = "mips64-unknown-linux-gnuabi64";
  mips64el-linux-gnuabi64 = "mips64el-unknown-linux-gnuabi64";
}
// alike platforms.gcc_mips64r2_n32 {
  mips64-linux-gnuabin32 = "mips64-unknown-linux-gnuabin32";
  mips64el-linux-gnuabin32 = "mips64el-unknown-linux-gnuabin32";
}
// alike platforms.raspberrypi {
  muslpi = "armv6l-unknown-linux-musleabihf";
  raspberryPi = "armv6l-unknown-linux-gnueabihf";
}
// alike (rustTarget "powerpc-unknown-linux-gnu") { ppc32 = "powerpc-unknown-linux-gnu"; }
// alike { gcc.abi = "elfv2"; } { ppc64-musl = "powerpc64-unknown-linux-musl"; }
// alike platforms.zero-gravitas { remarkable1 = "armv7l-unknown-linux-gnueabihf"; }
// alike platforms.zero-sugar { remarkable2 = "armv7l-unknown-linux-gnueabihf"; }
// alike (clang // rustTarget "wasm32-unknown-unknown") {
  wasm32-unknown-none = "wasm32-unknown-none";
}
