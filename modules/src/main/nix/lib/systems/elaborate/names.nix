/**
  What other projects call a platform.
*/
{ lib }:
let
  inherit (lib.strings) optionalString;
  pick = import ./pick.nix;

  unameSystems = {
    cygwin = "CYGWIN_NT";
    darwin = "Darwin";
    freebsd = "FreeBSD";
    genode = "Genode";
    linux = "Linux";
    netbsd = "NetBSD";
    openbsd = "OpenBSD";
    redox = "Redox";
    wasi = "Wasi";
    windows = "Windows";
  };

  goArchitectures = {
    aarch64 = "arm64";
    arm = "arm";
    armv5tel = "arm";
    armv6l = "arm";
    armv7l = "arm";
    i686 = "386";
    loongarch64 = "loong64";
    mips = "mips";
    mips64el = "mips64le";
    mipsel = "mipsle";
    powerpc64 = "ppc64";
    powerpc64le = "ppc64le";
    riscv64 = "riscv64";
    s390x = "s390x";
    wasm32 = "wasm";
    x86_64 = "amd64";
  };

  linuxArchitectures = [
    [
      "isAarch32"
      "arm"
    ]
    [
      "isAarch64"
      "arm64"
    ]
    [
      "isx86_32"
      "i386"
    ]
    [
      "isx86_64"
      "x86_64"
    ]
    [
      "isMicroBlaze"
      "microblaze"
    ]
    [
      "isMips32"
      "mips"
    ]
    [
      "isMips64"
      "mips"
    ]
    [
      "isPower"
      "powerpc"
    ]
    [
      "isRiscV"
      "riscv"
    ]
    [
      "isSh4"
      "sh"
    ]
    [
      "isS390"
      "s390"
    ]
    [
      "isLoongArch64"
      "loongarch"
    ]
  ];

  efiArchitectures = [
    [
      "isx86_32"
      "ia32"
    ]
    [
      "isx86_64"
      "x64"
    ]
    [
      "isAarch32"
      "arm"
    ]
    [
      "isAarch64"
      "aa64"
    ]
  ];

  nodePlatforms = [
    [
      "isAndroid"
      "android"
    ]
    [
      "isDarwin"
      "darwin"
    ]
    [
      "isFreeBSD"
      "freebsd"
    ]
    [
      "isLinux"
      "linux"
    ]
    [
      "isOpenBSD"
      "openbsd"
    ]
    [
      "isSunOS"
      "sunos"
    ]
    [
      "isWindows"
      "win32"
    ]
    [
      "isCygwin"
      "win32"
    ]
  ];

  nimSystems = [
    [
      "isAndroid"
      "Android"
    ]
    [
      "isDarwin"
      "MacOSX"
    ]
    [
      "isFreeBSD"
      "FreeBSD"
    ]
    [
      "isGenode"
      "Genode"
    ]
    [
      "isLinux"
      "Linux"
    ]
    [
      "isNetBSD"
      "NetBSD"
    ]
    [
      "isNone"
      "Standalone"
    ]
    [
      "isOpenBSD"
      "OpenBSD"
    ]
    [
      "isWindows"
      "Windows"
    ]
    [
      "isiOS"
      "iOS"
    ]
  ];
in
final:
let
  inherit (final.parsed) cpu kernel;

  width = optionalString final.is64bit "64";
  byWidth = narrow: wide: if final.is64bit then wide else narrow;
  # How names mark the byte order that is not the usual one.
  little = mark: optionalString final.isLittleEndian mark;
in
{
  darwinArch = lib.systems.parse.darwinArch cpu;
  efiArch = pick final efiArchitectures cpu.name;
  linuxArch = pick final linuxArchitectures cpu.name;

  ubootArch = pick final [
    [
      "isx86_32"
      "x86"
    ]
    [
      "isMips64"
      "mips64"
    ]
  ] final.linuxArch;

  uname = {
    system = unameSystems.${kernel.name} or null;
    processor = pick final [
      [
        "isPower64"
        "ppc64${little "le"}"
      ]
      [
        "isPower"
        "ppc${little "le"}"
      ]
      [
        "isMips64"
        "mips64"
      ]
      [
        "isDarwin"
        final.darwinArch
      ]
    ] cpu.name;
    # Known only where the program runs.
    release = null;
  };

  qemuArch =
    if final.isS390 && !final.isS390x then
      null
    else
      pick final [
        [
          "isAarch32"
          "arm"
        ]
        [
          "isAarch64"
          "aarch64${optionalString final.isBigEndian "_be"}"
        ]
        [
          "isx86_64"
          "x86_64"
        ]
        [
          "isx86"
          "i386"
        ]
        [
          "isMips64n32"
          "mipsn32${little "el"}"
        ]
        [
          "isMips64"
          "mips64${little "el"}"
        ]
      ] final.uname.processor;

  go = {
    GOARCH = goArchitectures.${cpu.name} or null;
    GOARM =
      let
        version = cpu.version or "";
      in
      optionalString (
        builtins.elem version [
          "5"
          "6"
          "7"
        ]
      ) version;
    GOOS = if final.isWasi then "wasip1" else kernel.name;
  };

  node = {
    arch =
      if final.isMips64 && !final.isLittleEndian then
        null
      else
        pick final [
          [
            "isAarch"
            "arm${width}"
          ]
          [
            "isMips32"
            "mips${little "el"}"
          ]
          [
            "isMips64"
            "mips64el"
          ]
          [
            "isPower"
            "ppc${width}"
          ]
          [
            "isx86_64"
            "x64"
          ]
          [
            "isx86_32"
            "ia32"
          ]
          [
            "isS390x"
            "s390x"
          ]
          [
            "isRiscV64"
            "riscv64"
          ]
          [
            "isLoongArch64"
            "loong64"
          ]
        ] null;
    platform = pick final nodePlatforms null;
  };

  nim = {
    cpu =
      if final.isRiscV && !final.is64bit then
        null
      else
        pick final [
          [
            "isAarch32"
            "arm"
          ]
          [
            "isAarch64"
            "arm64"
          ]
          [
            "isAlpha"
            "alpha"
          ]
          [
            "isAvr"
            "avr"
          ]
          [
            "isMips"
            (byWidth "mips" "mips64")
          ]
          [
            "isMsp430"
            "msp430"
          ]
          [
            "isPower"
            (byWidth "powerpc" "powerpc64")
          ]
          [
            "isRiscV"
            "riscv64"
          ]
          [
            "isSparc"
            "sparc"
          ]
          [
            "isx86_32"
            "i386"
          ]
          [
            "isx86_64"
            "amd64"
          ]
        ] null;
    os = pick final nimSystems null;
  };
}
