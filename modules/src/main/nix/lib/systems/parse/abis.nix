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

  table = {
    elf = { };
    msvc = { };
    unknown = { };

    eabi = soft;
    eabihf = hard;

    gnu.assertions = [
      {
        assertion = platform: !platform.isAarch32;
        message = ''
          The "gnu" ABI is ambiguous on 32-bit ARM. Use "gnueabi" or "gnueabihf" instead.
        '';
      }
      {
        assertion = platform: !(platform.isPower64 && platform.isBigEndian);
        message = ''
          The "gnu" ABI is ambiguous on big-endian 64-bit PowerPC. Use "gnuabielfv2" or "gnuabielfv1" instead.
        '';
      }
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

    android.assertions = [
      {
        assertion = platform: !platform.isAarch32;
        message = ''
          The "android" ABI is not for 32-bit ARM. Use "androideabi" instead.
        '';
      }
    ];
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
  /** All ABIs by name. */
  abis = builtins.mapAttrs (
    name: value:
    {
      _type = "abi";
      inherit name;
    }
    // value
  ) table;

  /** A parsed system with musl as its C library. Type: mkMuslSystem :: system -> system */
  mkMuslSystem =
    system:
    lib.systems.parse.mkSystem (
      removeAttrs system [ "_type" ] // { abi = abis.${muslOf.${system.abi.name} or "musl"}; }
    );
}
