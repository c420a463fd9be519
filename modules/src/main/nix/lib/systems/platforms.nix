/**
  Compiler settings for boards and for whole families of them.
*/
{ lib }:
let
  gcc = settings: { gcc = settings; };

  mips =
    arch: abi:
    gcc {
      inherit arch abi;
    };

  boards = {
    aarch64-multiplatform = gcc { arch = "armv8-a"; };
    apple-m1 = gcc {
      arch = "armv8.3-a+crypto+sha2+aes+crc+fp16+lse+simd+ras+rdm+rcpc";
      cpu = "apple-a13";
    };
    bluefield2 = gcc { arch = "armv8-a+fp+simd+crc+crypto"; };

    armv5tel-multiplatform = gcc { arch = "armv5te"; };
    raspberrypi = gcc {
      arch = "armv6kz";
      fpu = "vfpv2";
    };
    armv7l-hf-multiplatform = gcc {
      arch = "armv7-a";
      fpu = "vfpv3-d16";
    };
    armv7a-android = gcc {
      arch = "armv7-a";
      float-abi = "softfp";
      fpu = "vfpv3-d16";
    };
    zero-gravitas = gcc {
      cpu = "cortex-a9";
      fpu = "neon";
    };
    zero-sugar = gcc {
      cpu = "cortex-a7";
      float-abi = "hard";
      fpu = "neon-vfpv4";
    };

    ben_nanonote = gcc {
      arch = "mips32";
      float = "soft";
    };
    fuloong2f_n32 = gcc {
      abi = "n32";
      arch = "loongson2f";
      float = "hard";
    };
    gcc_mips32r2_o32 = mips "mips32r2" "32";
    gcc_mips32r6_o32 = mips "mips32r6" "32";
    gcc_mips64r2_n32 = mips "mips64r2" "n32";
    gcc_mips64r6_n32 = mips "mips64r6" "n32";
    gcc_mips64r2_64 = mips "mips64r2" "64";
    gcc_mips64r6_64 = mips "mips64r6" "64";

    loongarch64-multiplatform = gcc {
      arch = "la64v1.0";
      cmodel = "medium";
      strict-align = false;
    };
  };

  forArm32 =
    version:
    if version == null then
      { }
    else if lib.strings.versionOlder version "6" then
      boards.armv5tel-multiplatform
    else if lib.strings.versionOlder version "7" then
      boards.raspberrypi
    else
      boards.armv7l-hf-multiplatform;
in
boards
// {
  raspberrypi2 = boards.armv7l-hf-multiplatform;

  /**
    The settings for a platform about which no more is known. Type: select :: platform -> attrs
  */
  select =
    platform:
    if platform.isAarch32 then
      forArm32 (platform.parsed.cpu.version or null)
    else if platform.isAarch64 then
      if platform.isDarwin then boards.apple-m1 else boards.aarch64-multiplatform
    else if platform.isLoongArch64 then
      boards.loongarch64-multiplatform
    else if platform.parsed.cpu.name == "mipsel" then
      lib.systems.examples.mipsel-linux-gnu
    else
      { };
}
