/**
  `//` that goes into nested sets.
*/
{ lib }:
let
  inherit (builtins) isAttrs length zipAttrsWith;
in
rec {
  /**
    Join two nested sets. The predicate gets the path and both values where both sets have one, and
    says where to stop: there the right value is taken whole.

    Type: recursiveUpdateUntil :: ([ string ] -> any -> any -> bool) -> attrs -> attrs -> attrs
    Example: recursiveUpdateUntil (path: l: r: path == [ "a" ]) { a.b = 1; } { a.c = 2; } => { a.c =
      2; }
  */
  recursiveUpdateUntil =
    stop: left: right:
    let
      merge =
        path: pair:
        zipAttrsWith (
          name: values:
          let
            here = path ++ [ name ];
            over = builtins.elemAt values 1;
            under = builtins.head values;
          in
          # A single value stands in one set only.
          if length values == 1 then
            under
          else if stop here under over then
            over
          else
            merge here values
        ) pair;
    in
    merge [ ] [
      left
      right
    ];

  /**
    Join two nested sets; the right one wins where values other than sets meet.

    Type: recursiveUpdate :: attrs -> attrs -> attrs
    Example: recursiveUpdate { a = { b = 1; c = 2; }; } { a.b = 3; } => { a = { b = 3; c = 2; }; }
  */
  recursiveUpdate = recursiveUpdateUntil (
    _: under: over:
    !(isAttrs under) || !(isAttrs over)
  );
}
