/**
  Folding and grouping.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    foldl'
    length
    mapAttrs
    seq
    ;
in
rec {
  /**
    Fold from the right: `op x0 (op x1 … (op xn nul))`. Lazy where `op` is.

    Type: foldr :: (a -> b -> b) -> b -> [ a ] -> b
    Example: foldr (x: rest: x + rest) "z" [ "a" "b" ] => "abz"
  */
  foldr =
    op: nul: list:
    let
      end = length list;
      from = index: if index < end then op (elemAt list index) (from (index + 1)) else nul;
    in
    from 0;

  /**
    Old name of `foldr`.
  */
  fold = lib.trivial.warn "fold has been deprecated, use foldr instead" foldr;

  /**
    Fold from the left: `op (… (op (op nul x0) x1) …) xn`. Lazy where `op` is.

    Type: foldl :: (b -> a -> b) -> b -> [ a ] -> b
    Example: foldl (sofar: x: sofar + x) "z" [ "a" "b" ] => "zab"
  */
  foldl =
    op: nul: list:
    let
      upTo = index: if index < 0 then nul else op (upTo (index - 1)) (elemAt list index);
    in
    upTo (length list - 1);

  /**
    Fold from the left, evaluating the result of every step, the starting value included.

    Type: foldl' :: (b -> a -> b) -> b -> [ a ] -> b
    Example: foldl' (sum: x: sum + x) 0 [ 1 2 3 ] => 6
  */
  foldl' =
    op: start: list:
    seq start (builtins.foldl' op start list);

  /**
    The elements by a key that a function makes of each.

    Type: groupBy :: (a -> string) -> [ a ] -> { ${name} :: [ a ] }
    Example: groupBy (x: if x > 2 then "big" else "small") [ 1 2 3 ] => { big = [ 3 ]; small = [ 1 2
      ]; }
  */
  groupBy =
    builtins.groupBy or (
      key:
      foldl' (
        groups: element:
        let
          name = key element;
        in
        groups // { ${name} = groups.${name} or [ ] ++ [ element ]; }
      ) { }
    );

  /**
    `groupBy`, with each group folded from the left.

    Type: groupBy' :: (b -> a -> b) -> b -> (a -> string) -> [ a ] -> { ${name} :: b }
    Example: groupBy' add 0 (x: if x > 2 then "big" else "small") [ 1 2 3 ] => { big = 3; small = 3;
      }
  */
  groupBy' =
    op: nul: key: list:
    mapAttrs (_: foldl op nul) (groupBy key list);
}
