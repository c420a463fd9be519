/**
  Going over all attributes: mapping and folding.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    foldl'
    isAttrs
    listToAttrs
    ;
in
rec {
  inherit (builtins) mapAttrs;

  /**
    A name and a value as `listToAttrs` wants them.

    Type: nameValuePair :: string -> a -> { name :: string; value :: a; }
    Example: nameValuePair "a" 1 => { name = "a"; value = 1; }
  */
  nameValuePair = name: value: { inherit name value; };

  /**
    Map names and values: the function makes pairs of both.

    Type: mapAttrs' :: (string -> any -> { name; value; }) -> attrs -> attrs
    Example: mapAttrs' (name: value: nameValuePair "x-${name}" value) { a = 1; } => { x-a = 1; }
  */
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));

  /**
    The results of a function of name and value, in the order of the names.

    Type: mapAttrsToList :: (string -> any -> a) -> attrs -> [ a ]
    Example: mapAttrsToList (name: value: name + value) { a = "1"; b = "2"; } => [ "a1" "b2" ]
  */
  mapAttrsToList = f: set: attrValues (mapAttrs f set);

  /**
    A set as a list of pairs, the inverse of `listToAttrs`.

    Type: attrsToList :: attrs -> [ { name :: string; value :: any; } ]
    Example: attrsToList { a = 1; } => [ { name = "a"; value = 1; } ]
  */
  attrsToList = mapAttrsToList nameValuePair;

  /**
    Map each attribute to a set and join all of them.

    Type: concatMapAttrs :: (string -> any -> attrs) -> attrs -> attrs
    Example: concatMapAttrs (name: value: { ${name} = value; "${name}2" = value; }) { a = 1; } => {
      a = 1; a2 = 1; }
  */
  concatMapAttrs = f: set: foldl' (all: new: all // new) { } (mapAttrsToList f set);

  /**
    Map the leaves of a nested set; the function gets the path of each.

    Type: mapAttrsRecursive :: ([ string ] -> any -> any) -> attrs -> attrs
    Example: mapAttrsRecursive (path: value: concatStringsSep "-" (path ++ [ value ])) { a.b = "c";
      } => { a.b = "a-b-c"; }
  */
  mapAttrsRecursive = mapAttrsRecursiveCond (_: true);

  /**
    `mapAttrsRecursive` that goes only into the sets a condition holds for; others count as leaves.

    Type: mapAttrsRecursiveCond :: (attrs -> bool) -> ([ string ] -> any -> any) -> attrs -> attrs
    Example: mapAttrsRecursiveCond (set: !isDerivation set) (path: value: …) packages
  */
  mapAttrsRecursiveCond =
    enter: f:
    let
      inside =
        path:
        mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if isAttrs value && enter value then inside here value else f here value
        );
    in
    inside [ ];

  /**
    The results of a function of path and value for the leaves of a nested set.

    Type: mapAttrsToListRecursive :: ([ string ] -> any -> a) -> attrs -> [ a ]
    Example: mapAttrsToListRecursive (path: value: value) { a.b = 1; c = 2; } => [ 1 2 ]
  */
  mapAttrsToListRecursive = mapAttrsToListRecursiveCond (_: _: true);

  /**
    `mapAttrsToListRecursive` that goes only into sets a condition of path and value holds for.

    Type: mapAttrsToListRecursiveCond :: ([ string ] -> attrs -> bool) -> ([ string ] -> any -> a)
      -> attrs -> [ a ]
    Example: mapAttrsToListRecursiveCond (path: set: !isDerivation set) (path: value: path) { a.b =
      1; } => [ [ "a" "b" ] ]
  */
  mapAttrsToListRecursiveCond =
    enter: f:
    let
      inside =
        path: set:
        concatMap (
          name:
          let
            here = path ++ [ name ];
            value = set.${name};
          in
          if isAttrs value && enter here value then inside here value else [ (f here value) ]
        ) (attrNames set);
    in
    inside [ ];

  /**
    Fold over the attributes in the order of their names, strictly.

    Type: foldlAttrs :: (a -> string -> any -> a) -> a -> attrs -> a
    Example: foldlAttrs (sum: name: value: sum + value) 0 { a = 1; b = 2; } => 3
  */
  foldlAttrs =
    f: start: set:
    foldl' (sofar: name: f sofar name set.${name}) start (attrNames set);

  /**
    Fold a list of sets from the right, attribute by attribute.

    Type: foldAttrs :: (any -> a -> a) -> a -> [ attrs ] -> attrs
    Example: foldAttrs (value: rest: [ value ] ++ rest) [ ] [ { a = 1; } { a = 2; b = 3; } ] => { a
      = [ 1 2 ]; b = [ 3 ]; }
  */
  foldAttrs =
    op: nul: sets:
    builtins.zipAttrsWith (_: lib.lists.foldr op nul) sets;
}
