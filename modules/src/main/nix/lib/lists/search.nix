/**
  Finding and counting elements.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    filter
    genList
    head
    length
    ;
in
rec {
  inherit (builtins)
    all
    any
    elem
    filter
    partition
    ;

  /**
    The index of the first element a predicate holds for, or a default. Later elements stay
    unevaluated.

    Type: findFirstIndex :: (a -> bool) -> b -> [ a ] -> int | b
    Example: findFirstIndex (x: x > 3) null [ 1 6 4 ] => 1
  */
  findFirstIndex =
    pred: default: list:
    let
      # A strict fold, so that long lists need no deep stack: below zero it counts what was passed
      # over, from zero on it is the answer.
      outcome = builtins.foldl' (
        state: element:
        if state >= 0 then
          state
        else if pred element then
          -1 - state
        else
          state - 1
      ) (-1) list;
    in
    if outcome >= 0 then outcome else default;

  /**
    The first element a predicate holds for, or a default.

    Type: findFirst :: (a -> bool) -> a -> [ a ] -> a
    Example: findFirst (x: x > 3) 7 [ 1 6 4 ] => 6
  */
  findFirst =
    pred: default: list:
    let
      place = findFirstIndex pred (-1) list;
    in
    if place < 0 then default else elemAt list place;

  /**
    The only element a predicate holds for; one value stands for none, another for several.

    Type: findSingle :: (a -> bool) -> a -> a -> [ a ] -> a
    Example: findSingle (x: x == 3) "none" "many" [ 1 3 ] => 3
  */
  findSingle =
    pred: none: many: list:
    let
      found = filter pred list;
    in
    if found == [ ] then
      none
    else if length found > 1 then
      many
    else
      head found;

  /**
    How many elements a predicate holds for.

    Type: count :: (a -> bool) -> [ a ] -> int
    Example: count (x: x == 3) [ 3 2 3 ] => 2
  */
  count = pred: builtins.foldl' (sum: element: if pred element then sum + 1 else sum) 0;

  /**
    The elements a predicate of index and element holds for.

    Type: ifilter0 :: (int -> a -> bool) -> [ a ] -> [ a ]
    Example: ifilter0 (i: x: i == 0 || x > 2) [ 1 2 3 ] => [ 1 3 ]
  */
  ifilter0 =
    pred: list: map (elemAt list) (filter (i: pred i (elemAt list i)) (genList (i: i) (length list)));

  /**
    The list without all elements equal to the given one.

    Type: remove :: a -> [ a ] -> [ a ]
    Example: remove 3 [ 1 3 4 3 ] => [ 1 4 ]
  */
  remove = unwanted: filter (element: element != unwanted);
}
