/**
  Sets of files combined.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    elemAt
    filter
    foldl'
    head
    intersectAttrs
    isAttrs
    isString
    length
    mapAttrs
    readDir
    tail
    zipAttrsWith
    ;
  inherit (lib.attrsets) setAttrByPath;
  inherit (lib.lists) commonPrefix drop findFirstIndex;
  inherit (import ./value.nix { inherit lib; }) _create _emptyWithoutBase;

  # The part of a tree at the end of a way down.
  descend =
    names: tree:
    if names == [ ] || !(isAttrs tree) then tree else descend (tail names) (tree.${head names} or null);

  # The tree of a file set as it looks from another folder of the same file system.
  seenFrom =
    components: fileset:
    let
      own = fileset._internalBaseComponents;
      shared = length (commonPrefix components own);
    in
    if shared == length components then
      setAttrByPath (drop shared own) fileset._internalTree
    else if shared == length own then
      descend (drop shared components) fileset._internalTree
    else
      null;

  isBased = fileset: !fileset._internalIsEmptyWithoutBase;
in
rec {
  /**
    The trees of all entries of a folder. Type: entriesOf :: path -> tree -> { ${name} :: tree }
  */
  entriesOf =
    path: tree:
    let
      entries = readDir path;
    in
    if tree == "directory" then entries else mapAttrs (_: _: null) entries // tree;

  /**
    Type: mergedTrees :: [ tree ] -> tree
  */
  mergedTrees =
    trees:
    let
      whole = findFirstIndex isString null trees;
      some = filter (tree: tree != null) trees;
    in
    if whole != null then
      elemAt trees whole
    else if some == [ ] then
      null
    else
      zipAttrsWith (_: mergedTrees) some;

  /**
    Type: unionOf :: [ fileset ] -> fileset
  */
  unionOf =
    filesets:
    let
      based = filter isBased filesets;
      first = head based;
      # The lowest folder that all bases lie in.
      components = foldl' (
        common: fileset: commonPrefix common fileset._internalBaseComponents
      ) first._internalBaseComponents (tail based);
      base = lib.path.append first._internalBaseRoot (lib.path.subpath.join components);
    in
    if based == [ ] then
      _emptyWithoutBase
    else
      _create base (mergedTrees (map (seenFrom components) based));

  /**
    Type: overlap :: tree -> tree -> tree
  */
  overlap =
    first: second:
    if isAttrs first && isAttrs second then
      mapAttrs (name: overlap first.${name}) (intersectAttrs first second)
    else if first == null || isString second then
      first
    else
      second;

  /**
    Type: intersectionOf :: fileset -> fileset -> fileset
  */
  intersectionOf =
    first: second:
    let
      above = first._internalBaseComponents;
      below = second._internalBaseComponents;
      shared = length (commonPrefix above below);
      # Only what lies below both bases can be in both.
      deeper =
        if shared == length above then
          second
        else if shared == length below then
          first
        else
          null;
      tree = seenFrom deeper._internalBaseComponents;
    in
    if !(isBased first && isBased second) || deeper == null then
      _emptyWithoutBase
    else
      _create deeper._internalBase (overlap (tree first) (tree second));

  /**
    Type: remainder :: path -> tree -> tree -> tree
  */
  remainder =
    path: positive: negative:
    if positive == null || isString negative then
      null
    else if negative == null then
      positive
    else
      mapAttrs (name: entry: remainder (path + "/${name}") entry (negative.${name} or null)) (
        entriesOf path positive
      );

  /**
    Type: differenceOf :: fileset -> fileset -> fileset
  */
  differenceOf =
    positive: negative:
    let
      base = positive._internalBase;
      removed = seenFrom positive._internalBaseComponents negative;
    in
    if isBased positive && isBased negative then
      _create base (remainder base positive._internalTree removed)
    else
      positive;

  /**
    Type: filesOf :: fileset -> [ path ]
  */
  filesOf =
    let
      files =
        path: tree:
        if tree == null then
          [ ]
        else if tree == "directory" then
          files path (readDir path)
        else if isAttrs tree then
          concatMap (name: files (path + "/${name}") tree.${name}) (attrNames tree)
        else
          [ path ];
    in
    fileset: if isBased fileset then files fileset._internalBase fileset._internalTree else [ ];
}
