# Files by their hash. The archive has one folder at its root, which is left away.
{ pkgs, ... }:
let
  file = pkgs.fetchurl {
    url = "file://${toString ./data/one.txt}";
    hash = "sha256-LIsI2lzmA5jh8Zrw5dzMdE3ydLgmq+WF6rpoxSVDSAY=";
  };
  archive = pkgs.fetchzip {
    url = "file://${toString ./data/archive.tar.gz}";
    sha256 = "1py1q83m9g5mdmw1j2d0v812ya4l61k0asf7pplyk7nyvd0qygkm";
  };
  second = pkgs.fetchurl {
    urls = [
      "file:///nowhere/at/all"
      "file://${toString ./data/one.txt}"
    ];
    sha256 = "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806";
    name = "renamed";
  };
in
pkgs.writeShellScriptBin "main" ''
  cat ${file} ${archive}/inner ${second}
  echo ${second.name}
''
