# What a working environment has.
{ pkgs, ... }:
let
  project = pkgs.stdenv.mkDerivation {
    name = "project";
    src = ./data;
    buildInputs = [ pkgs.zlib ];
    nativeBuildInputs = [ pkgs.jq ];
    buildCommand = "touch $out";
  };
  shell = pkgs.mkShell {
    packages = [ pkgs.tree ];
    inputsFrom = [ project ];
    SOME_VARIABLE = "set";
    shellHook = "echo never printed by a build";
  };
in
pkgs.runCommand "shells" { } ''
  grep -q 'SOME_VARIABLE="set"' ${shell}
  mkdir -p $out/bin
  {
    echo '#!${pkgs.runtimeShell}'
    grep -E ' (PATH|PKG_CONFIG_PATH|NIX_CFLAGS_COMPILE)=' ${shell}
    echo 'echo "{}" | jq -c . ; tree --version | cut -c1-4; case $PKG_CONFIG_PATH in *zlib1g-dev*) echo zlib ;; esac; gcc --version | head -1 | cut -c1-3'
  } > $out/bin/main
  chmod +x $out/bin/main
''
