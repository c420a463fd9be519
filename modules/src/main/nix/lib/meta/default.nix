/**
  What packages say about themselves: metadata, platforms, licences, programs.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./attributes.nix // part ./platforms.nix // part ./licenses.nix // part ./programs.nix
