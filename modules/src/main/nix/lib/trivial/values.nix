/**
  Evaluation control, joining, and values read from files.
*/
{ lib }:
{
  inherit (builtins)
    deepSeq
    genericClosure
    pathExists
    readFile
    seq
    ;

  /**
    Join two lists.

    Type: concat :: [ a ] -> [ a ] -> [ a ]
    Example: concat [ 1 ] [ 2 ] => [ 1 2 ]
  */
  concat = first: second: first ++ second;

  /**
    Join two sets; where both have a name, the second wins.

    Type: mergeAttrs :: attrs -> attrs -> attrs
    Example: mergeAttrs { a = 1; b = 2; } { b = 3; } => { a = 1; b = 3; }
  */
  mergeAttrs = under: over: under // over;

  /**
    The value in a JSON file.

    Type: importJSON :: path -> any
    Example: importJSON ./data.json => { title = "…"; }
  */
  importJSON = file: builtins.fromJSON (builtins.readFile file);

  /**
    The value in a TOML file.

    Type: importTOML :: path -> attrs
    Example: importTOML ./Cargo.toml => { package = { … }; }
  */
  importTOML = file: builtins.fromTOML (builtins.readFile file);
}
