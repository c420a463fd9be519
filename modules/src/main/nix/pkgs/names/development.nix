# Building, testing and keeping source code.
{ debian, ... }:
{
  inherit (debian)
    autoconf
    automake
    binutils
    bison
    ccache
    cmake
    flex
    gdb
    git
    gperf
    libtool
    m4
    meson
    ninja-build
    strace
    subversion
    valgrind
    ;
  gcc12 = debian."g++-12";
  gitMinimal = debian.git;
  gitFull = debian.git;
  mercurial = debian.mercurial;
  nix = debian.nix-bin;
  ansible = debian.ansible-core;
  ninja = debian.ninja-build;
  pkg-config = debian.pkgconf;
  pkgconf = debian.pkgconf;
  protobuf = debian.protobuf-compiler;
  protobufc = debian.protobuf-c-compiler;
  ctags = debian.universal-ctags;
  shellcheck = debian.shellcheck;
}
