/**
  Going over lists, one or several at a time.
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    elemAt
    genList
    length
    ;
in
rec {
  inherit (builtins) concatMap map;

  /**
    `map` with the list first.

    Type: forEach :: [ a ] -> (a -> b) -> [ b ]
    Example: forEach [ 1 2 ] toString => [ "1" "2" ]
  */
  forEach = list: f: map f list;

  /**
    `map` with the index, counted from 0.

    Type: imap0 :: (int -> a -> b) -> [ a ] -> [ b ]
    Example: imap0 (i: x: "${x}-${toString i}") [ "a" "b" ] => [ "a-0" "b-1" ]
  */
  imap0 = f: list: genList (i: f i (elemAt list i)) (length list);

  /**
    `map` with the index, counted from 1.

    Type: imap1 :: (int -> a -> b) -> [ a ] -> [ b ]
    Example: imap1 (i: x: "${x}-${toString i}") [ "a" "b" ] => [ "a-1" "b-2" ]
  */
  imap1 = f: imap0 (i: f (i + 1));

  /**
    A function of the elements of two lists; the shorter list decides the length.

    Type: zipListsWith :: (a -> b -> c) -> [ a ] -> [ b ] -> [ c ]
    Example: zipListsWith (a: b: a + b) [ "h" "l" ] [ "e" "o" ] => [ "he" "lo" ]
  */
  zipListsWith =
    f: first: second:
    genList (i: f (elemAt first i) (elemAt second i)) (lib.trivial.min (length first) (length second));

  /**
    The elements of two lists, in pairs.

    Type: zipLists :: [ a ] -> [ b ] -> [ { fst :: a; snd :: b; } ]
    Example: zipLists [ 1 ] [ "a" ] => [ { fst = 1; snd = "a"; } ]
  */
  zipLists = zipListsWith (fst: snd: { inherit fst snd; });

  /**
    A curried function applied to every combination of elements. `mapCartesianProduct` says the same
    with names.

    Type: crossLists :: (a -> b -> … -> z) -> [ [ any ] ] -> [ z ]
    Example: crossLists (a: b: a + b) [ [ 1 2 ] [ 10 ] ] => [ 11 12 ]
  */
  crossLists =
    f: lists:
    builtins.foldl' (partials: choices: concatMap (partial: map partial choices) partials) [ f ] lists;
}
