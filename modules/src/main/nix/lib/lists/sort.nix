/**
  Orders: sorting by comparison, by key, by dependency.
*/
{ lib }:
let
  inherit (builtins)
    filter
    head
    isList
    length
    partition
    tail
    ;
  inherit (lib.lists) reverseList;
  inherit (lib.strings) toInt;

  # Sort by a key computed once for each element.
  sortByKey =
    less: key: list:
    map (pair: pair.element) (
      builtins.sort (a: b: less a.key b.key) (
        map (element: {
          inherit element;
          key = key element;
        }) list
      )
    );
in
rec {
  inherit (builtins) sort;

  /**
    Sort by what a function makes of the elements, smallest first; equal keys keep their order.

    Type: sortOn :: (a -> b) -> [ a ] -> [ a ]
    Example: sortOn stringLength [ "aaa" "b" "cc" ] => [ "b" "cc" "aaa" ]
  */
  sortOn = sortByKey (a: b: a < b);

  /**
    Three-way comparison of two lists by a comparison of their elements.

    Type: compareLists :: (a -> a -> int) -> [ a ] -> [ a ] -> int
    Example: compareLists compare [ 1 2 ] [ 1 3 ] => -1
  */
  compareLists =
    cmp: a: b:
    let
      here = cmp (head a) (head b);
    in
    if a == [ ] || b == [ ] then
      lib.trivial.compare (length a) (length b)
    else if here != 0 then
      here
    else
      compareLists cmp (tail a) (tail b);

  /**
    Sort strings as people do, with numbers inside them by value.

    Type: naturalSort :: [ string ] -> [ string ]
    Example: naturalSort [ "disk11" "disk9" ] => [ "disk9" "disk11" ]
  */
  naturalSort = sortByKey (a: b: compareLists lib.trivial.compare a b < 0) (
    text:
    map (piece: if isList piece then toInt (head piece) else piece) (
      builtins.split "(0|[1-9][0-9]*)" text
    )
  );

  /**
    Walk from the first element to an element that must come before it, and so on, until none is
      left.
    Gives the `minimal` element reached, or the element where a `cycle` closes with its `loops`,
      beside
    what was `visited` and the `rest`.

    Type: listDfs :: bool -> (a -> a -> bool) -> [ a ] -> attrs
    Example: listDfs true hasPrefix [ "/home/user" "other" "/" "/home" ] => { minimal = "/"; visited
      = [ "/home/user" ]; rest = [ "/home" "other" ]; }
  */
  listDfs =
    stopOnCycles: before: list:
    let
      visit =
        here: visited: rest:
        let
          loops = filter (other: before other here) visited;
          split = partition (other: before other here) rest;
        in
        if stopOnCycles && loops != [ ] then
          {
            cycle = here;
            inherit loops visited rest;
          }
        else if split.right == [ ] then
          {
            minimal = here;
            inherit visited rest;
          }
        else
          visit (head split.right) ([ here ] ++ visited) (tail split.right ++ split.wrong);
    in
    visit (head list) [ ] (tail list);

  /**
    Sort so that every element stands after all that must come before it; gives `result`, or a
    `cycle` and its `loops`.

    Type: toposort :: (a -> a -> bool) -> [ a ] -> { result :: [ a ]; } | { cycle :: [ a ]; loops ::
      [ a ]; }
    Example: toposort (a: b: a < b) [ 3 2 1 ] => { result = [ 1 2 3 ]; }
  */
  toposort =
    before:
    let
      go =
        sorted: pending:
        let
          found = listDfs true before pending;
        in
        if length pending < 2 then
          { result = sorted ++ pending; }
        else if found ? cycle then
          {
            cycle = reverseList ([ found.cycle ] ++ found.visited);
            inherit (found) loops;
          }
        else
          go (sorted ++ [ found.minimal ]) (found.visited ++ found.rest);
    in
    go [ ];
}
