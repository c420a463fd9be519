/**
  Small building blocks that depend on little else: functions, logic, numbers, warnings, versions.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./functions.nix
// part ./logic.nix
// part ./numbers.nix
// part ./values.nix
// part ./version.nix
// part ./warnings.nix
