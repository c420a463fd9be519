# A C program with a configure script, a library, hooks around the phases, a patch and a test.
{ pkgs, ... }:
pkgs.stdenv.mkDerivation (finalAttrs: {
  pname = "squeeze";
  version = "1.0";
  src = ./c-program;
  patches = [ ./c-program/greeting.patch ];
  nativeBuildInputs = [ pkgs.pkg-config ];
  buildInputs = [ pkgs.zlib ];
  configureFlags = [ "--with-word=configured" ];
  preConfigure = "chmod +x configure";
  postConfigure = "cat config.mk";
  makeFlags = [ "WARN=-Wall" ];
  enableParallelBuilding = true;
  doCheck = true;
  checkTarget = "test";
  postInstall = ''
    mkdir -p $out/share
    echo "version ${finalAttrs.version}" > $out/share/version
  '';
  preFixup = "echo '#!/bin/sh' > $out/bin/script; echo 'echo from the script' >> $out/bin/script; chmod +x $out/bin/script";
  postFixup = ''
    head -1 $out/bin/script | grep -q '^#!/nix/store/'
    mv $out/bin/squeeze $out/bin/main
  '';
})
