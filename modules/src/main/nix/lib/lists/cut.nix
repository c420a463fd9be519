/**
  Parts of lists.
*/
{ lib }:
let
  inherit (builtins) elemAt genList length;

  nonEmpty = name: list: list != [ ] || throw "lists.${name}: list must not be empty!";

  atLeastZero = n: if n < 0 then 0 else n;
in
rec {
  inherit (builtins) elemAt head tail;

  /**
    The elements from an index on, at most so many.

    Type: sublist :: int -> int -> [ a ] -> [ a ]
    Example: sublist 1 2 [ "a" "b" "c" "d" ] => [ "b" "c" ]
  */
  sublist =
    start: count: list:
    let
      rest = atLeastZero (length list - start);
    in
    genList (i: elemAt list (i + start)) (if rest > 0 && count < rest then count else rest);

  /**
    The first elements.

    Type: take :: int -> [ a ] -> [ a ]
    Example: take 2 [ 1 2 3 ] => [ 1 2 ]
  */
  take = sublist 0;

  /**
    All but the first elements.

    Type: drop :: int -> [ a ] -> [ a ]
    Example: drop 2 [ 1 2 3 ] => [ 3 ]
  */
  drop = count: list: sublist count (length list) list;

  /**
    The last elements.

    Type: takeEnd :: int -> [ a ] -> [ a ]
    Example: takeEnd 2 [ 1 2 3 ] => [ 2 3 ]
  */
  takeEnd = count: list: drop (atLeastZero (length list - count)) list;

  /**
    All but the last elements.

    Type: dropEnd :: int -> [ a ] -> [ a ]
    Example: dropEnd 2 [ 1 2 3 ] => [ 1 ]
  */
  dropEnd = count: list: take (atLeastZero (length list - count)) list;

  /**
    The last element. Throws on an empty list.

    Type: last :: [ a ] -> a
    Example: last [ 1 2 3 ] => 3
  */
  last =
    list:
    assert nonEmpty "last" list;
    elemAt list (length list - 1);

  /**
    All but the last element. Throws on an empty list.

    Type: init :: [ a ] -> [ a ]
    Example: init [ 1 2 3 ] => [ 1 2 ]
  */
  init =
    list:
    assert nonEmpty "init" list;
    dropEnd 1 list;

  /**
    Does the second list begin with the first?

    Type: hasPrefix :: [ a ] -> [ a ] -> bool
    Example: hasPrefix [ 1 ] [ 1 2 ] => true
  */
  hasPrefix = prefix: list: prefix == take (length prefix) list;

  /**
    The second list without the first at its beginning. Throws where it does not begin so.

    Type: removePrefix :: [ a ] -> [ a ] -> [ a ]
    Example: removePrefix [ 1 ] [ 1 2 ] => [ 2 ]
  */
  removePrefix =
    prefix: list:
    if !(hasPrefix prefix list) then
      throw "lib.lists.removePrefix: First argument is not a list prefix of the second argument"
    else
      drop (length prefix) list;

  /**
    The longest list both begin with.

    Type: commonPrefix :: [ a ] -> [ a ] -> [ a ]
    Example: commonPrefix [ 1 2 3 ] [ 1 2 4 ] => [ 1 2 ]
  */
  commonPrefix =
    first: second:
    let
      same = lib.lists.zipListsWith (a: b: a == b) first second;
    in
    take (lib.lists.findFirstIndex (equal: !equal) (length same) same) first;
}
