/**
  Builders that need no compiler: texts, trees of links, scripts, downloads. Those that only write texts or links run
  inside Firn and need no sandbox.
*/
{ lib }:
final: _:
let
  call = file: import file { inherit final lib; };
in
call ./texts.nix
// call ./scripts.nix
// call ./trees.nix
// call ./run-command.nix
// call ./locales.nix
// call ./fetchers.nix
// call ./substitute.nix
// {
  formats = import ./formats.nix { inherit final lib; };
  makeOverridable = lib.makeOverridable;
}
