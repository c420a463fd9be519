/**
  Lists as sets: duplicates, intersection, difference.
*/
{ lib }:
let
  inherit (builtins)
    any
    elem
    filter
    length
    ;
in
rec {
  /**
    The list without repetitions; the first of equal elements stays. Quadratic: for strings whose
      order
    does not matter there is `uniqueStrings`.

    Type: unique :: [ a ] -> [ a ]
    Example: unique [ 3 2 3 ] => [ 3 2 ]
  */
  unique = builtins.foldl' (
    kept: element: if elem element kept then kept else kept ++ [ element ]
  ) [ ];

  /**
    The different strings of a list, sorted.

    Type: uniqueStrings :: [ string ] -> [ string ]
    Example: uniqueStrings [ "b" "a" "b" ] => [ "a" "b" ]
  */
  uniqueStrings = list: builtins.attrNames (lib.lists.groupBy (text: text) list);

  /**
    Do all elements differ from one another?

    Type: allUnique :: [ a ] -> bool
    Example: allUnique [ 3 2 3 ] => false
  */
  allUnique = list: length list == length (unique list);

  /**
    The elements of the second list that are in the first as well.

    Type: intersectLists :: [ a ] -> [ a ] -> [ a ]
    Example: intersectLists [ 1 2 3 ] [ 6 3 2 ] => [ 3 2 ]
  */
  intersectLists = other: filter (element: elem element other);

  /**
    The elements of the second list that are not in the first.

    Type: subtractLists :: [ a ] -> [ a ] -> [ a ]
    Example: subtractLists [ 3 2 ] [ 1 2 3 4 ] => [ 1 4 ]
  */
  subtractLists = unwanted: filter (element: !(elem element unwanted));

  /**
    Have two lists no element in common?

    Type: mutuallyExclusive :: [ a ] -> [ a ] -> bool
    Example: mutuallyExclusive [ 1 ] [ 2 3 ] => true
  */
  mutuallyExclusive = first: second: !(any (element: elem element first) second);
}
