# A C++ program configured by cmake and built by ninja.
{ pkgs, ... }:
pkgs.stdenv.mkDerivation {
  name = "by-cmake";
  src = ./cmake-program;
  nativeBuildInputs = [
    pkgs.cmake
    pkgs.ninja
  ];
  cmakeFlags = [
    "-DWORD=flagged"
    "-GNinja"
  ];
}
