/**
  Systems by how much they are cared for.
*/
{ lib }:
rec {
  tier1 = [ "x86_64-linux" ];

  tier2 = [
    "aarch64-linux"
    "x86_64-darwin"
  ];

  tier3 = [
    "armv6l-linux"
    "armv7l-linux"
    "i686-linux"
    "mipsel-linux"
  ];

  /**
    The systems that packages are built for.
  */
  hydra = tier1 ++ tier2 ++ tier3 ++ [ "aarch64-darwin" ];
}
