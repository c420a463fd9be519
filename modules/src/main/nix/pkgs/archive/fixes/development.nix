# Tools for building and keeping source code.
{
  debian,
  lib,
  triple,
  ...
}:
{
  # It looks for its data beside itself as well as in a folder the length of whose name it has compiled in.
  cppcheck.links = lib.genAttrs [ "bin/addons" "bin/cfg" "bin/platforms" ] (
    link: "@out@/lib/${triple}/cppcheck/${baseNameOf link}"
  );

  # It asks for threads, which the interpreter by itself has not.
  automake.wrappers."bin/automake-1.16".prefix.PERL5LIB = "${debian.perl}/lib/${triple}/perl/5.36:${debian.perl}/share/perl/5.36";

  # It runs tar and its like by name.
  dpkg.wrappers = lib.genAttrs [ "bin/dpkg" "bin/dpkg-deb" ] (_: {
    prefix.PATH = lib.makeBinPath [
      debian.tar
      debian.dash
    ];
  });
  rpm.wrappers = lib.genAttrs [ "bin/rpm" "bin/rpmbuild" ] (_: {
    setDefault.RPM_CONFIGDIR = "${debian.rpm-common}/lib/rpm";
  });
  # What nixpkgs' packages of these names do for a build that has them among its inputs.
  cmake.files."nix-support/setup-hook" = builtins.readFile ../../stdenv/hooks/cmake.sh;
  meson.files."nix-support/setup-hook" = builtins.readFile ../../stdenv/hooks/meson.sh;
  ninja-build.files."nix-support/setup-hook" = builtins.readFile ../../stdenv/hooks/ninja.sh;

  # The interpreter inside it looks for its modules below /usr.
  gdb.wrappers."bin/gdb".setDefault.PYTHONHOME = "${debian.python3}";

  git.wrappers."bin/git".setDefault = {
    GIT_EXEC_PATH = "@out@/lib/git-core";
    GIT_TEMPLATE_DIR = "@out@/share/git-core/templates";
  };
}
