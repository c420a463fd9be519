/**
  Source trees: filtering, naming, their revision.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./clean.nix // part ./patterns.nix // part ./git.nix // part ./names.nix
