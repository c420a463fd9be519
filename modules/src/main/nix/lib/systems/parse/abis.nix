/**
  Binary interfaces: C library, calling convention, floating point.
*/
{ lib }:
let
  inherit (lib.systems.parse) abis;

  soft = {
    float = "soft";
    eabi = true;
  };
  hard = {
    float = "hard";
    eabi = true;
  };
  variant = abi: { inherit abi; };

  isArm = platform: platform.isAarch32;
  isBigPower = platform: platform.isPower64 && platform.isBigEndian;

  # A rule of an ABI whose name means too little on some platforms.
  notOn = where: applies: name: instead: {
    assertion = platform: !applies platform;
    message = "The ABI ${name} says too little on ${where}: write ${instead}.";
  };

  table = {
    elf = { };
    msvc = { };
    unknown = { };

    eabi = soft;
    eabihf = hard;

    gnu.assertions = [
      (notOn "32-bit ARM" isArm "gnu" "gnueabi (soft floating point) or gnueabihf (hard)")
      (notOn "big-endian 64-bit POWER" isBigPower "gnu" "gnuabielfv1 or gnuabielfv2")
    ];
    gnueabi = soft;
    gnueabihf = hard;
    gnuabi64 = variant "64";
    gnuabin32 = variant "n32";
    gnuabielfv1 = variant "elfv1";
    gnuabielfv2 = variant "elfv2";

    musl = { };
    musleabi = soft;
    musleabihf = hard;
    muslabi64 = variant "64";
    muslabin32 = variant "n32";

    uclibc = { };
    uclibceabi = soft;
    uclibceabihf = hard;

    android.assertions = [ (notOn "32-bit ARM" isArm "android" "androideabi") ];
    androideabi.eabi = true;
  };

  # The musl ABI that is closest to another; plain musl where none is listed.
  muslOf = {
    gnuabi64 = "muslabi64";
    gnuabin32 = "muslabin32";
    gnueabi = "musleabi";
    gnueabihf = "musleabihf";
    muslabi64 = "muslabi64";
    muslabin32 = "muslabin32";
    musleabi = "musleabi";
    musleabihf = "musleabihf";
  };
in
{
  /**
    All ABIs by name.
  */
  abis = builtins.mapAttrs (
    name: value:
    {
      _type = "abi";
      inherit name;
    }
    // value
  ) table;

  /**
    A parsed system with musl as its C library. Type: mkMuslSystem :: system -> system
  */
  mkMuslSystem =
    system:
    lib.systems.parse.mkSystem (
      removeAttrs system [ "_type" ] // { abi = abis.${muslOf.${system.abi.name} or "musl"}; }
    );
}
