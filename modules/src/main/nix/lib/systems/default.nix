/**
  Platforms: their names, what they consist of, what runs where.
*/
{ lib }:
let
  load = file: import file { inherit lib; };
in
{
  architectures = load ./architectures.nix;
  doubles = load ./doubles.nix;
  examples = load ./examples.nix;
  inspect = load ./inspect;
  parse = load ./parse;
  platforms = load ./platforms.nix;
  supported = load ./supported.nix;

  /**
    The systems that flakes usually offer outputs for.
  */
  flakeExposed = import ./flake-systems.nix { };
}
// load ./elaborate
