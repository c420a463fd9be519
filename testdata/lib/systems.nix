# Platforms, kernel settings, network addresses.
{ lib }:
let
  inherit (lib) systems;
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
  triple = name: systems.parse.tripleFromSystem (systems.parse.mkSystemFromString name);
  linux = systems.elaborate "x86_64-linux";
in
{
  triples = {
    expr = map triple [
      "x86_64-linux"
      "aarch64-linux"
      "armv7l-linux"
      "armv5tel-linux"
      "aarch64-darwin"
      "x86_64-w64-mingw32"
      "riscv64-none-elf"
      "powerpc64-linux"
      "avr"
      "x86_64-unknown-linux-musl"
    ];
    expected = [
      "x86_64-unknown-linux-gnu"
      "aarch64-unknown-linux-gnu"
      "armv7l-unknown-linux-gnueabihf"
      "armv5tel-unknown-linux-gnueabi"
      "arm64-apple-darwin"
      "x86_64-w64-windows-gnu"
      "riscv64-unknown-none-elf"
      "powerpc64-unknown-linux-gnuabielfv1"
      "avr-unknown-none"
      "x86_64-unknown-linux-musl"
    ];
  };
  badNames = {
    expr = map (name: fails (systems.parse.mkSystemFromString name)) [
      "nonsense-linux"
      "x86_64-nonsense"
      "x86_64"
      "a-b-c-d-e"
    ];
    expected = [
      true
      true
      true
      true
    ];
  };
  elaborateFillsIn = {
    expr = {
      inherit (linux)
        config
        isAarch64
        isLinux
        isx86_64
        libc
        libDir
        linuxArch
        ;
      inherit (linux.uname) processor system;
      rust = linux.rust.rustcTarget;
      env = linux.rust.cargoEnvVarTarget;
      go = linux.go.GOARCH;
      node = linux.node.arch;
      so = linux.extensions.sharedLibrary;
    };
    expected = {
      config = "x86_64-unknown-linux-gnu";
      isAarch64 = false;
      isLinux = true;
      isx86_64 = true;
      libc = "glibc";
      libDir = "lib64";
      linuxArch = "x86_64";
      processor = "x86_64";
      system = "Linux";
      rust = "x86_64-unknown-linux-gnu";
      env = "X86_64_UNKNOWN_LINUX_GNU";
      go = "amd64";
      node = "x64";
      so = ".so";
    };
  };
  whatRunsWhere = {
    expr =
      let
        can = a: b: (systems.elaborate a).canExecute (systems.elaborate b);
      in
      [
        (can "x86_64-linux" "i686-linux")
        (can "i686-linux" "x86_64-linux")
        (can "aarch64-linux" "armv7l-linux")
        (can "x86_64-linux" "x86_64-darwin")
        (systems.architectures.canExecute "znver3" "haswell")
        (systems.architectures.canExecute "haswell" "znver3")
      ];
    expected = [
      true
      false
      false
      false
      true
      false
    ];
  };
  equality = {
    expr = [
      (systems.equals linux (systems.elaborate { config = "x86_64-unknown-linux-gnu"; }))
      (systems.equals linux (systems.elaborate "aarch64-linux"))
      (systems.equals linux (systems.elaborate linux))
    ];
    expected = [
      true
      false
      true
    ];
  };
  instructionSets = {
    expr =
      let
        cpu = systems.elaborate {
          system = "x86_64-linux";
          gcc.arch = "haswell";
        };
      in
      [
        cpu.avx2Support
        cpu.avx512Support
        linux.avxSupport
      ];
    expected = [
      true
      false
      false
    ];
  };
  ambiguousAbiIsRefused = {
    expr = fails (systems.elaborate { config = "armv7l-unknown-linux-gnu"; }).isLinux;
    expected = true;
  };
  doubles = {
    expr = [
      (builtins.elem "x86_64-linux" systems.doubles.linux)
      (builtins.elem "x86_64-linux" systems.doubles.darwin)
      systems.doubles.mmix
      (lib.intersectLists systems.doubles.bigEndian systems.doubles.littleEndian)
    ];
    expected = [
      true
      false
      [ "mmix-mmixware" ]
      [ ]
    ];
  };
  everyExampleElaborates = {
    expr = builtins.filter (
      name: !(builtins.isString (systems.elaborate systems.examples.${name}).config)
    ) (builtins.attrNames systems.examples);
    expected = [ ];
  };
  patternsTogether = {
    expr = [
      (systems.inspect.patternLogicalAnd systems.inspect.patterns.isMips32 {
        kernel.name = "linux";
      })
      (fails (
        systems.inspect.patternLogicalAnd systems.inspect.patterns.isMips systems.inspect.patterns.isx86
      ))
    ];
    expected = [
      [
        {
          cpu = {
            bits = 32;
            family = "mips";
          };
          kernel.name = "linux";
        }
      ]
      true
    ];
  };
  kernelSettings = {
    expr = [
      lib.kernel.yes
      (lib.kernel.option lib.kernel.module)
      (lib.kernel.freeform "5")
      lib.kernel.unset.tristate
    ];
    expected = [
      {
        tristate = "y";
        optional = false;
      }
      {
        tristate = "m";
        optional = true;
      }
      {
        freeform = "5";
        optional = false;
      }
      null
    ];
  };
  addresses = {
    expr = [
      (lib.network.ipv6.fromString "2001:DB8::ffff/32")
      (lib.network.ipv6.fromString "::").address
      (lib.network.ipv6.fromString "1::").address
      (lib.network.ipv6.mkEUI64Suffix "66:75:63:6B:20:75")
    ];
    expected = [
      {
        address = "2001:db8:0:0:0:0:0:ffff";
        prefixLength = 32;
      }
      "0:0:0:0:0:0:0:0"
      "1:0:0:0:0:0:0:0"
      "6475:63ff:fe6b:2075"
    ];
  };
  badAddresses = {
    expr = map (text: fails (lib.network.ipv6.fromString text)) [
      "1:2"
      "1::2::3"
      "g::"
      "1:2:3:4:5:6:7::8"
      "::1/129"
      "::1/1/2"
      "10000::"
    ];
    expected = [
      true
      true
      true
      true
      true
      true
      true
    ];
  };
  orderOfSystems = {
    expr = {
      ends = map (list: lib.last list) [
        lib.systems.doubles.all
        lib.systems.doubles.aarch64
      ];
      inherit (lib.systems.doubles) illumos;
      beforeLinux = builtins.elemAt lib.systems.doubles.unix 8;
      gnu = lib.takeEnd 5 lib.systems.doubles.gnu;
    };
    expected = {
      ends = [
        "x86_64-uefi"
        "aarch64-uefi"
      ];
      illumos = [ "x86_64-solaris" ];
      beforeLinux = "aarch64-linux";
      gnu = [
        "armv5tel-linux"
        "armv6l-linux"
        "armv7a-linux"
        "armv7l-linux"
        "powerpc64-linux"
      ];
    };
  };
  argumentsOfSystems = {
    expr = map lib.functionArgs [
      lib.systems.parse.mkSystemFromSkeleton
      lib.systems.parse.doubleFromSystem
      lib.systems.parse.tripleFromSystem
    ];
    expected = [
      {
        abi = true;
        cpu = false;
        kernel = false;
        vendor = true;
      }
      {
        abi = false;
        cpu = false;
        kernel = false;
      }
      {
        abi = false;
        cpu = false;
        kernel = false;
        vendor = false;
      }
    ];
  };
}
