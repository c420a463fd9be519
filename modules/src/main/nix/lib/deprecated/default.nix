/**
  Functions that old code still uses. New code has better ways.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./flags.nix
// part ./merge.nix
// part ./lists.nix
// part ./closures.nix
// {
  /**
    A hash of the right shape, to begin with.
  */
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /**
    A SHA-256 hash of the right shape.
  */
  fakeSha256 = lib.strings.replicate 64 "0";

  /**
    A SHA-512 hash of the right shape.
  */
  fakeSha512 = lib.strings.replicate 128 "0";
}
