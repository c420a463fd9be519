/**
  System names taken apart: `x86_64-linux`, `aarch64-unknown-linux-gnu` and the like become sets of
  CPU, vendor, kernel and ABI, and such sets become names again.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./cpus.nix
// part ./kernels.nix
// part ./abis.nix
// part ./vendors.nix
// part ./types.nix
// part ./read.nix
// part ./write.nix
