/**
  C library, linker, file names and the like.
*/
{ lib }:
let
  inherit (builtins) any;
  inherit (lib.attrsets) optionalAttrs;
  pick = import ./pick.nix;

  cLibraries = [
    [
      "isDarwin"
      "libSystem"
    ]
    [
      "isMsvc"
      "ucrt"
    ]
    [
      "isMinGW"
      "msvcrt"
    ]
    [
      "isCygwin"
      "cygwin"
    ]
    [
      "isWasi"
      "wasilibc"
    ]
    [
      "isWasm"
      null
    ]
    [
      "isRedox"
      "relibc"
    ]
    [
      "isMusl"
      "musl"
    ]
    [
      "isUClibc"
      "uclibc"
    ]
    [
      "isAndroid"
      "bionic"
    ]
    [
      "isLinux"
      "glibc"
    ]
    [
      "isFreeBSD"
      "fblibc"
    ]
    [
      "isOpenBSD"
      "oblibc"
    ]
    [
      "isNetBSD"
      "nblibc"
    ]
    [
      "isAvr"
      "avrlibc"
    ]
    [
      "isGhcjs"
      null
    ]
    [
      "isNone"
      "newlib"
    ]
  ];

  # Where a dynamic loader is known to work.
  dynamic = [
    "isAndroid"
    "isGnu"
    "isMusl"
    "isDarwin"
    "isSunOS"
    "isOpenBSD"
    "isFreeBSD"
    "isNetBSD"
    "isCygwin"
    "isMinGW"
    "isWindows"
    "isWasm"
  ];
in
final:
let
  isOneOf = any (question: final.${question});
  usesExe = isOneOf [
    "isCygwin"
    "isWindows"
  ];
in
{
  useAndroidPrebuilt = false;
  useiOSPrebuilt = false;
  useLLVM = isOneOf [
    "isFreeBSD"
    "isOpenBSD"
  ];

  libc = pick final cLibraries "native/impure";

  linker = pick final [
    [
      "useLLVM"
      "lld"
    ]
    [
      "isDarwin"
      "cctools"
    ]
  ] "bfd";

  libDir =
    if !final.isLinux then
      null
    else if final.isx86_64 || final.isMips64 || final.isPower64 then
      "lib64"
    else
      "lib";

  isStatic = isOneOf [
    "isRedox"
    "isWasi"
  ];
  hasSharedLibraries = isOneOf dynamic && !final.isStatic;

  extensions = {
    executable = if usesExe then ".exe" else "";
    library = if final.isStatic then final.extensions.staticLibrary else final.extensions.sharedLibrary;
    staticLibrary = pick final [
      [
        "isWindows"
        ".lib"
      ]
    ] ".a";
  }
  // optionalAttrs final.hasSharedLibraries {
    sharedLibrary =
      if final.isDarwin then
        ".dylib"
      else if usesExe then
        ".dll"
      else
        ".so";
  };

  darwinPlatform = pick final [
    [
      "isMacOS"
      "macos"
    ]
    [
      "isiOS"
      "ios"
    ]
  ] null;
  darwinSdkVersion = final.sdkVer or "14.4";
  darwinMinVersion = "14.0";
  darwinMinVersionVariable = pick final [
    [
      "isMacOS"
      "MACOSX_DEPLOYMENT_TARGET"
    ]
    [
      "isiOS"
      "IPHONEOS_DEPLOYMENT_TARGET"
    ]
  ] null;

  androidNdkVersion = null;
  androidSdkVersion = null;
}
