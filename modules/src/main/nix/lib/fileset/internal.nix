/**
  What file sets are made of, in one place for tests and tools.

  A file set has a base, a folder that all its files lie in, and a tree of what is in it. A tree is
  `null` (nothing), a string (all: the type of a file, or `"directory"`), or a set of the trees of the
  entries of a folder, where a missing entry counts as `null`. The empty file set alone has no base.
*/
{
  lib ? import ../.,
}:
let
  part = file: import file { inherit lib; };
in
part ./value.nix // part ./algebra.nix // part ./show.nix // part ./source.nix // part ./git.nix
