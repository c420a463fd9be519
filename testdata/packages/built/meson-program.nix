# A C program configured by meson.
{ pkgs, ... }:
pkgs.stdenv.mkDerivation {
  name = "by-meson";
  src = ./meson-program;
  nativeBuildInputs = [
    pkgs.meson
    pkgs.ninja
    pkgs.pkg-config
  ];
  buildInputs = [ pkgs.zlib ];
  mesonFlags = [ "-Dword=optional" ];
}
