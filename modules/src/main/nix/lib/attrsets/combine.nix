/**
  Joining several sets into one.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    catAttrs
    elemAt
    length
    listToAttrs
    mapAttrs
    ;
in
rec {
  /**
    For each of the given names, a function of the name and all values the sets have for it.

    Type: zipAttrsWithNames :: [ string ] -> (string -> [ any ] -> a) -> [ attrs ] -> attrs
    Example: zipAttrsWithNames [ "a" ] (name: values: values) [ { a = 1; b = 2; } { a = 3; } ] => {
      a = [ 1 3 ]; }
  */
  zipAttrsWithNames =
    names: f: sets:
    listToAttrs (map (name: lib.attrsets.nameValuePair name (f name (catAttrs name sets))) names);

  /**
    `zipAttrsWithNames` for every name that occurs.

    Type: zipAttrsWith :: (string -> [ any ] -> a) -> [ attrs ] -> attrs
    Example: zipAttrsWith (name: values: values) [ { a = 1; } { a = 2; b = 3; } ] => { a = [ 1 2 ];
      b = [ 3 ]; }
  */
  zipAttrsWith = builtins.zipAttrsWith;

  /**
    All values of each name, as lists.

    Type: zipAttrs :: [ attrs ] -> { ${name} :: [ any ] }
    Example: zipAttrs [ { a = 1; } { a = 2; } ] => { a = [ 1 2 ]; }
  */
  zipAttrs = zipAttrsWith (_: values: values);

  /**
    Join a list of sets; later ones win. Halving the list keeps the intermediate sets small.

    Type: mergeAttrsList :: [ attrs ] -> attrs
    Example: mergeAttrsList [ { a = 1; } { b = 2; } ] => { a = 1; b = 2; }
  */
  mergeAttrsList =
    sets:
    let
      join =
        from: count:
        if count == 1 then
          elemAt sets from
        else
          let
            left = count / 2;
          in
          join from left // join (from + left) (count - left);
    in
    if sets == [ ] then { } else join 0 (length sets);

  /**
    The attributes of the first set, with values from the second where it has them.

    Type: overrideExisting :: attrs -> attrs -> attrs
    Example: overrideExisting { a = 1; } { a = 2; b = 3; } => { a = 2; }
  */
  overrideExisting = old: new: mapAttrs (name: kept: if new ? ${name} then new.${name} else kept) old;

  /**
    Join two sets that must have no name in common; reading a common name throws.

    Type: unionOfDisjoint :: attrs -> attrs -> attrs
    Example: unionOfDisjoint { a = 1; } { b = 2; } => { a = 1; b = 2; }
  */
  unionOfDisjoint =
    first: second:
    let
      common = builtins.intersectAttrs first second;
      listed = builtins.concatStringsSep " " (attrNames common);
    in
    first
    // second
    // mapAttrs (
      name: _: throw "unionOfDisjoint: collision on ${name}; complete list: ${listed}"
    ) common;
}
