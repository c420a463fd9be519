/**
  Lists: making, cutting, searching, folding, sorting, sets made of lists.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./make.nix
// part ./cut.nix
// part ./search.nix
// part ./fold.nix
// part ./map.nix
// part ./sort.nix
// part ./sets.nix
