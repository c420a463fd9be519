/**
  File sets from predicates, and predicates from file sets.
*/
{ lib }:
let
  inherit (builtins)
    all
    attrValues
    baseNameOf
    concatStringsSep
    dirOf
    filter
    head
    isAttrs
    isString
    mapAttrs
    readDir
    split
    stringLength
    substring
    tail
    ;
  inherit (lib.filesystem) pathType;
  inherit (lib.path) splitRoot subpath;
  inherit (import ./value.nix { inherit lib; }) _create;
  inherit (import ./algebra.nix { inherit lib; }) entriesOf;

  slashed = components: "/" + concatStringsSep "/" components;

  startsWith = prefix: text: substring 0 (stringLength prefix) text == prefix;

  # A folder's files, each through a function of path, name and type.
  fromRoot =
    root: fromFolder: fromFile:
    let
      type = pathType root;
      name = baseNameOf root;
    in
    if type == "directory" then
      _create root (fromFolder root)
    else
      _create (dirOf root) { ${name} = fromFile name type; };

  # Handed to predicates so that they stay open to further attributes.
  openEnded."lib.fileset.fileFilter: The predicate function passed as the first argument must be able to handle extra attributes for future compatibility. If you're using `{ name, file, hasExt }:`, use `{ name, file, hasExt, ... }:` instead." = null;
in
rec {
  /**
    A tree in which folders without files are null and whole folders `"directory"`. Reads all of it.

    Type: pruned :: path -> tree -> tree
  */
  pruned =
    path: tree:
    let
      entries = mapAttrs (name: pruned (path + "/${name}")) (entriesOf path tree);
      found = attrValues entries;
    in
    if !(isAttrs tree || tree == "directory") then
      tree
    else if all (entry: entry == null) found then
      null
    else if all isString found then
      "directory"
    else
      entries;

  /**
    A filter for `builtins.path`. Type: _toSourceFilter :: fileset -> string -> string -> bool
  */
  _toSourceFilter =
    fileset:
    let
      components = fileset._internalBaseComponents;
      tree = pruned fileset._internalBase fileset._internalTree;
      # With one slash at the end, so that "/foo" is no beginning of "/foobar/".
      base = if components == [ ] then "/" else slashed components + "/";
      depth = stringLength base;

      includes =
        here: names:
        if !(isAttrs here) then
          here != null
        else if names == [ ] then
          true
        else
          includes here.${head names} (tail names);

      # The folders above the base lead to it.
      isIncluded =
        path:
        startsWith (path + "/") base
        ||
          startsWith base (path + "/")
          && includes tree (filter isString (split "/" (substring depth (-1) path)));

      checkType =
        path: type:
        type != "unknown"
        || throw ''
          lib.fileset.toSource: `fileset` contains a file that cannot be added to the store: ${path}
              This file is neither a regular file nor a symlink, the only file types supported by the Nix store.
              Therefore the file set cannot be added to the Nix store as is. Make sure to not include that file to avoid this error.'';
    in
    if fileset._internalIsEmptyWithoutBase || tree == null then
      _: _: false
    else
      path: type: isIncluded path && checkType path type;

  /**
    The files below a path that a filter for `builtins.path` lets pass.

    Type: passedBy :: path -> (string -> string -> bool) -> fileset
  */
  passedBy =
    root: keep:
    let
      entries =
        path: text:
        mapAttrs (
          name: type:
          let
            below = "${text}/${name}";
          in
          if !(keep below type) then
            null
          else if type == "directory" then
            entries (path + "/${name}") below
          else
            type
        ) (readDir path);
      # What `builtins.path` would call the filter with.
      rootText = slashed (subpath.components (splitRoot root).subpath);
    in
    # The filter is not asked about the path itself.
    fromRoot root (path: entries path rootText) (_: type: type);

  /**
    Type: matching :: ({ name; type; hasExt; … } -> bool) -> path -> fileset
  */
  matching =
    predicate: root:
    let
      file =
        name: type:
        let
          facts = openEnded // {
            inherit name type;
            hasExt = extension: lib.strings.hasSuffix ".${extension}" name;
          };
        in
        if predicate facts then type else null;
      folder =
        path:
        mapAttrs (name: type: if type == "directory" then folder (path + "/${name}") else file name type) (
          readDir path
        );
    in
    fromRoot root folder file;
}
