/**
  Nested sets, reached by a list of attribute names.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    isAttrs
    length
    ;
  inherit (lib.lists) take;
  inherit (lib.strings) concatMapStringsSep concatStringsSep escapeNixIdentifier;

  # How far a path leads into a value: the number of steps taken and the value reached.
  walk =
    path: start:
    let
      end = length path;
      step =
        taken: here:
        if taken == end then
          {
            inherit taken here;
            arrived = true;
          }
        else
          let
            name = elemAt path taken;
          in
          if here ? ${name} then
            step (taken + 1) here.${name}
          else
            {
              inherit taken here;
              arrived = false;
            };
    in
    step 0 start;
in
rec {
  inherit (builtins) getAttr hasAttr;

  /**
    The value at a path, or a default where the path leads nowhere.

    Type: attrByPath :: [ string ] -> any -> attrs -> any
    Example: attrByPath [ "a" "b" ] 0 { a.b = 1; } => 1
  */
  attrByPath =
    path: default: set:
    let
      end = walk path set;
    in
    if end.arrived then end.here else default;

  /**
    Does a path lead to a value?

    Type: hasAttrByPath :: [ string ] -> attrs -> bool
    Example: hasAttrByPath [ "a" "b" ] { a.b = 1; } => true
  */
  hasAttrByPath = path: set: (walk path set).arrived;

  /**
    The longest beginning of a path that leads to a value.

    Type: longestValidPathPrefix :: [ string ] -> attrs -> [ string ]
    Example: longestValidPathPrefix [ "a" "b" "c" ] { a.b = 1; } => [ "a" "b" ]
  */
  longestValidPathPrefix = path: set: take (walk path set).taken path;

  /**
    A nested set with one value, at the given path.

    Type: setAttrByPath :: [ string ] -> any -> attrs
    Example: setAttrByPath [ "a" "b" ] 3 => { a = { b = 3; }; }
  */
  setAttrByPath =
    path: value:
    let
      end = length path;
      below = depth: if depth == end then value else { ${elemAt path depth} = below (depth + 1); };
    in
    below 0;

  /**
    The value at a path; evaluation stops where there is none.

    Type: getAttrFromPath :: [ string ] -> attrs -> any
    Example: getAttrFromPath [ "a" "b" ] { a.b = 1; } => 1
  */
  getAttrFromPath =
    path: attrByPath path (abort "cannot find attribute '${concatStringsSep "." path}'");

  /**
    A path as one would write it in the language.

    Type: showAttrPath :: [ string ] -> string
    Example: showAttrPath [ "foo" "10" "bar" ] => "foo.\"10\".bar"
  */
  showAttrPath =
    path:
    if path != [ ] then concatMapStringsSep "." escapeNixIdentifier path else "<root attribute path>";

  /**
    Change many places of a nested set at once. Each update names a `path` and a function `update`
      of
    the old value there. Updates of one path apply in the order of the list, and those of a longer
    path before those of a shorter. The function may ignore the old value, and must where there is
      none.

    Type: updateManyAttrsByPath :: [ { path :: [ string ]; update :: any -> any; } ] -> any -> any
    Example: updateManyAttrsByPath [ { path = [ "a" "b" ]; update = n: n + 1; } ] { a.b = 1; } => {
      a.b = 2; }
  */
  updateManyAttrsByPath =
    let
      missing =
        path:
        throw "updateManyAttrsByPath: Path '${showAttrPath path}' does not exist in the given value, but the first update to this path tries to access the existing value.";

      blocked =
        path: depth:
        throw "updateManyAttrsByPath: Path '${showAttrPath path}' needs to be updated, but path '${showAttrPath (take depth path)}' of the given value is not an attribute set, so we can't update an attribute inside of it.";

      # `old` is { } where no value exists at this depth, else { value = …; }.
      apply =
        depth: old: updates:
        let
          sorted = builtins.partition (change: length change.path == depth) updates;
          deeper = builtins.groupBy (change: elemAt change.path depth) sorted.wrong;
          children = builtins.mapAttrs (
            name:
            apply (depth + 1) (
              if old ? value && old.value ? ${name} then { value = old.value.${name}; } else { }
            )
          ) deeper;
          inner =
            if sorted.wrong == [ ] then
              old.value or (missing (builtins.head sorted.right).path)
            else if !(old ? value) then
              children
            else if isAttrs old.value then
              old.value // children
            else
              blocked (builtins.head sorted.wrong).path depth;
        in
        # Lazily from the left: an update that ignores the value below must not force it.
        lib.lists.foldl (value: change: change.update value) inner sorted.right;
    in
    updates: value: apply 0 { inherit value; } updates;
}
