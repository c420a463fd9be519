/**
  Debian's GCC, told where the C library is: as a compiler that finds nothing below `/usr`.
*/
{
  final,
  lib,
  shell,
}:
let
  inherit (final) debian system;
  triple =
    {
      x86_64-linux = "x86_64-linux-gnu";
      aarch64-linux = "aarch64-linux-gnu";
    }
    .${system};
  loader =
    {
      x86_64-linux = "ld-linux-x86-64.so.2";
      aarch64-linux = "ld-linux-aarch64.so.1";
    }
    .${system};

  gcc = debian."g++-12";
  version = lib.versions.major gcc.version;
  libc = debian.libc6-dev;

  driver = program: ''
    #!${shell}
    link=1
    for argument in "$@"; do
      case $argument in
        -c | -S | -E | -M | -MM | -fsyntax-only | --version | -dumpversion | -dumpmachine | -print-*) link= ;;
      esac
    done
    if [ -n "$link" ] && [ $# -gt 0 ]; then
      set -- "$@" \
        -Wl,-dynamic-linker,${debian.libc6}/lib/${loader} \
        -L${libc}/lib/${triple} -L${debian.libc6}/lib/${triple} -L${debian."libstdc++6"}/lib/${triple} \
        -Wl,-rpath,${debian.libc6}/lib/${triple} -Wl,-rpath,${debian."libstdc++6"}/lib/${triple} \
        $NIX_LDFLAGS
      for flag in $NIX_LDFLAGS; do
        case $flag in -L/nix/store/*) set -- "$@" "-Wl,-rpath,''${flag#-L}" ;; esac
      done
    fi
    exec ${gcc}/bin/${program} \
      -B${debian.binutils}/bin -B${libc}/lib/${triple} \
      $NIX_CFLAGS_COMPILE \
      "$@" \
      -idirafter ${libc}/include/${triple} -idirafter ${libc}/include \
      -idirafter ${debian.linux-libc-dev}/include/${triple} -idirafter ${debian.linux-libc-dev}/include \
      -idirafter ${debian.libcrypt-dev}/include
  '';

  tools = [
    "addr2line"
    "ar"
    "as"
    "ld"
    "ld.bfd"
    "ld.gold"
    "nm"
    "objcopy"
    "objdump"
    "ranlib"
    "readelf"
    "size"
    "strings"
    "strip"
  ];

  entry = program: {
    text = driver program;
    executable = true;
  };
in
final.writeTree {
  name = "gcc-wrapper-${gcc.version}";
  entries = {
    "bin/gcc" = entry "gcc-${version}";
    "bin/cc" = entry "gcc-${version}";
    "bin/g++" = entry "g++-${version}";
    "bin/c++" = entry "g++-${version}";
    "bin/cpp" = entry "cpp-${version}";
  }
  // lib.listToAttrs (
    map (tool: lib.nameValuePair "bin/${tool}" { link = "${debian.binutils}/bin/${tool}"; }) tools
  );
  passthru = {
    cc = gcc;
    isGNU = true;
    isClang = false;
    libc = debian.libc6;
    bintools = debian.binutils;
    targetPrefix = "";
  };
  meta.mainProgram = "gcc";
}
