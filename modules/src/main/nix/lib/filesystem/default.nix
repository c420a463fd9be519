/**
  Looking at files while evaluating.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./types.nix // part ./search.nix // part ./packages.nix
