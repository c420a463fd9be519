/**
  Lists without repetitions, conditional text.
*/
{ lib }:
let
  inherit (builtins)
    any
    elem
    foldl'
    head
    tail
    ;
in
rec {
  /**
    Old name of `imap1`.
  */
  imap = lib.lists.imap1;

  /**
    The elements of a list that are neither repeated nor in a second list.
  */
  uniqList =
    {
      inputList,
      acc ? [ ],
    }:
    builtins.concatMap (element: if elem element acc then [ ] else [ element ]) (
      lib.lists.unique inputList
    );

  /**
    The elements of a list without those that compare equal to an earlier one.
  */
  uniqListExt =
    {
      inputList,
      outputList ? [ ],
      getter ? (element: element),
      compare ? (a: b: a == b),
    }:
    foldl' (
      kept: element:
      if any (other: compare (getter other) (getter element)) kept then kept else kept ++ [ element ]
    ) outputList inputList;

  /**
    A text, and those texts of a list whose condition before them a function accepts.
  */
  condConcat =
    text: pairs: isWanted:
    if pairs == [ ] then
      text
    else
      let
        rest = tail pairs;
        longer = if isWanted (head pairs) then text + head rest else text;
      in
      condConcat longer (tail rest) isWanted;
}
