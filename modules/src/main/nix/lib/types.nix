/**
  The option types of the module system.

  Each file under `types/` holds one family. A type is an ordinary attribute set made by `mkOptionType`; the merge functions of
  the common types come from the engine (`builtins.__mergeAttrs` and its kin), which recognises them and stays out of the language
  while it merges. A type written elsewhere with plain functions takes the same place everywhere.
*/
{ lib }:
let
  families = [
    ./types/construction.nix
    ./types/plain.nix
    ./types/numbers.nix
    ./types/strings.nix
    ./types/paths.nix
    ./types/collections.nix
    ./types/unions.nix
    ./types/tagged.nix
    ./types/attr-list.nix
    ./types/functions.nix
    ./types/modules.nix
  ];

  types = builtins.foldl' (known: family: known // import family { inherit lib types; }) {
    inherit types;
  } families;
in
types
