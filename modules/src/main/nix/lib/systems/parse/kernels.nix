/**
  Kernels, their families and the formats of programs.
*/
{ lib }:
let
  inherit (builtins) mapAttrs;

  tag =
    type:
    mapAttrs (
      name: value:
      {
        _type = type;
        inherit name;
      }
      // value
    );

  names = type: list: tag type (lib.attrsets.genAttrs list (_: { }));

  execFormats = names "exec-format" [
    "aout"
    "elf"
    "macho"
    "pe"
    "unknown"
    "wasm"
  ];

  # Of one type with the formats, as everywhere else.
  kernelFamilies = names "exec-format" [
    "bsd"
    "darwin"
  ];

  kernel = format: families: {
    execFormat = execFormats.${format};
    families = builtins.intersectAttrs families kernelFamilies;
  };

  other = format: kernel format { };
  bsd = kernel "elf" { bsd = null; };
  darwin = kernel "macho" { darwin = null; };

  table = tag "kernel" {
    macos = darwin // {
      name = "darwin";
    };
    ios = darwin;

    freebsd = bsd;
    netbsd = bsd;
    openbsd = bsd;

    genode = other "elf";
    linux = other "elf";
    redox = other "elf";
    solaris = other "elf";

    cygwin = other "pe";
    uefi = other "pe";
    windows = other "pe";

    wasi = other "wasm";

    ghcjs = other "unknown";
    mmixware = other "unknown";
    none = other "unknown";
  };
in
{
  inherit execFormats kernelFamilies;

  /**
    All kernels by name, aliases included.
  */
  kernels = table // {
    darwin = table.macos;
    tvos = table.ios;
    watchos = table.ios;
    win32 = table.windows;
  };

  /**
    The format of programs that binutils assumes on NetBSD. Type: gnuNetBSDDefaultExecFormat :: cpu -> execFormat
  */
  gnuNetBSDDefaultExecFormat =
    cpu:
    if
      cpu.bits == 32
      && builtins.elem cpu.family [
        "arm"
        "m68k"
        "sparc"
        "x86"
      ]
    then
      execFormats.aout
    else
      execFormats.elf;
}
