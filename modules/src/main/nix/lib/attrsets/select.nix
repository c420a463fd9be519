/**
  Choosing attributes, and questions about sets.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    filter
    isAttrs
    listToAttrs
    ;
in
rec {
  inherit (builtins)
    attrNames
    attrValues
    catAttrs
    intersectAttrs
    isAttrs
    removeAttrs
    ;

  /**
    The values of the named attributes, in the order of the names.

    Type: attrVals :: [ string ] -> attrs -> [ any ]
    Example: attrVals [ "b" "a" ] { a = 1; b = 2; } => [ 2 1 ]
  */
  attrVals = names: set: map (name: set.${name}) names;

  /**
    The set of the named attributes; each must exist.

    Type: getAttrs :: [ string ] -> attrs -> attrs
    Example: getAttrs [ "a" ] { a = 1; b = 2; } => { a = 1; }
  */
  getAttrs =
    names: set:
    listToAttrs (
      map (name: {
        inherit name;
        value = set.${name};
      }) names
    );

  /**
    The attributes for which a predicate of name and value holds.

    Type: filterAttrs :: (string -> any -> bool) -> attrs -> attrs
    Example: filterAttrs (name: value: value > 1) { a = 1; b = 2; } => { b = 2; }
  */
  filterAttrs = keep: set: removeAttrs set (filter (name: !(keep name set.${name})) (attrNames set));

  /**
    `filterAttrs`, applied to the sets inside the set as well.

    Type: filterAttrsRecursive :: (string -> any -> bool) -> attrs -> attrs
    Example: filterAttrsRecursive (name: value: value != null) { a.b = null; } => { a = { }; }
  */
  filterAttrsRecursive =
    keep: set:
    builtins.mapAttrs (_: value: if isAttrs value then filterAttrsRecursive keep value else value) (
      filterAttrs keep set
    );

  /**
    All values inside a nested set that satisfy a predicate; nothing is sought inside those.

    Type: collect :: (any -> bool) -> any -> [ any ]
    Example: collect isList { a = { b = [ "x" ]; }; c = [ "y" ]; } => [ [ "x" ] [ "y" ] ]
  */
  collect =
    wanted: value:
    if wanted value then
      [ value ]
    else if isAttrs value then
      concatMap (collect wanted) (attrValues value)
    else
      [ ];

  /**
    Does a set agree with every attribute of a pattern, nested ones included?

    Type: matchAttrs :: attrs -> attrs -> bool
    Example: matchAttrs { cpu.bits = 64; } { cpu = { bits = 64; name = "x"; }; } => true
  */
  matchAttrs =
    pattern: set:
    assert isAttrs pattern;
    builtins.all (
      name:
      set ? ${name}
      && (
        if isAttrs pattern.${name} then
          isAttrs set.${name} && matchAttrs pattern.${name} set.${name}
        else
          pattern.${name} == set.${name}
      )
    ) (attrNames pattern);
}
