/**
  Packages as functions: overriding, calling with arguments from a set, scopes.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./override.nix
// part ./call-package.nix
// part ./derivation.nix
// part ./scope.nix
// part ./cross.nix
