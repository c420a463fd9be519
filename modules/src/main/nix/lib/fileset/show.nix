/**
  File sets for people to read.
*/
{ lib }:
let
  inherit (builtins)
    all
    attrNames
    attrValues
    isAttrs
    isString
    mapAttrs
    toString
    trace
    ;
  # Unlike the builtin, this one evaluates the starting value first.
  inherit (lib.lists) foldl';
  inherit (import ./algebra.nix { inherit lib; }) entriesOf;

  isNothing = tree: tree == null || tree == "emptyDir";

  label =
    tree:
    if isAttrs tree then
      ""
    else if tree == "directory" then
      " (all files in directory)"
    else
      " (${tree})";

  # Each line is printed once the value of the line before is known.
  printEntries =
    before: margin: entries:
    foldl' (
      printed: name:
      let
        tree = entries.${name};
        line = trace "${margin}- ${name}${label tree}" printed;
      in
      if isNothing tree then
        printed
      else if isAttrs tree then
        printEntries line "${margin}  " tree
      else
        line
    ) before (attrNames entries);
in
rec {
  /**
    A tree in its shortest form: a folder counts as whole where all files in it are included, as null
    where none is; one without any files is `"emptyDir"`, which is both.

    Type: shortest :: path -> tree -> tree
  */
  shortest =
    path: tree:
    let
      entries = mapAttrs (name: shortest (path + "/${name}")) (entriesOf path tree);
      found = attrValues entries;
    in
    if !(isAttrs tree || tree == "directory") then
      tree
    else if all (entry: entry == "emptyDir") found then
      "emptyDir"
    else if tree == "directory" || all isString found then
      "directory"
    else if all isNothing found then
      null
    else
      entries;

  /**
    Print a tree in its shortest form when evaluated. Type: printTree :: path -> tree -> null
  */
  printTree =
    base: tree:
    if isNothing tree then
      trace "(empty)" null
    else
      let
        top = trace "${toString base}${label tree}" null;
      in
      if isAttrs tree then printEntries top "" tree else top;

  /**
    Print a file set when evaluated. Type: showFileset :: fileset -> null
  */
  showFileset =
    fileset:
    let
      base = fileset._internalBase;
    in
    printTree base (
      if fileset._internalIsEmptyWithoutBase then null else shortest base fileset._internalTree
    );
}
