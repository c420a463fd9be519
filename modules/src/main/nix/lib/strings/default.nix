/**
  Strings: joining, cutting, searching, escaping, numbers, names and versions.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./join.nix
// part ./affixes.nix
// part ./split.nix
// part ./case.nix
// part ./escape.nix
// part ./shell.nix
// part ./numbers.nix
// part ./values.nix
// part ./packages.nix
// part ./flags.nix
// part ./distance.nix
