/**
  Attribute sets: access by path, transformation, combination, package outputs.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./paths.nix
// part ./select.nix
// part ./map.nix
// part ./generate.nix
// part ./combine.nix
// part ./update.nix
// part ./packages.nix
