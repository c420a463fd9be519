/**
  Bounds for values that may be nested without end.
*/
{ lib }:
let
  inherit (builtins)
    elem
    isAttrs
    isInt
    isList
    mapAttrs
    ;

  # Their values are functions whose results do not count as nesting.
  special = [
    "__functionArgs"
    "__functor"
    "__pretty"
    "__toString"
  ];
in
{
  /**
    The value, with everything nested deeper than a limit throwing when read, or replaced by a mark.

    Type: withRecursion :: { depthLimit :: int | null; throwOnDepthLimit ? bool; } -> any -> any
    Example: withRecursion { depthLimit = 1; throwOnDepthLimit = false; } { a.b.c = 1; } => { a = {
      b = "<unevaluated>"; }; }
  */
  withRecursion =
    {
      depthLimit,
      throwOnDepthLimit ? true,
    }:
    assert depthLimit == null || isInt depthLimit;
    let
      bounded =
        depth: value:
        if depthLimit == null || depth <= depthLimit then
          value
        else if throwOnDepthLimit then
          throw "Exceeded maximum eval-depth limit of ${toString depthLimit} while trying to evaluate with `generators.withRecursion'!"
        else
          "<unevaluated>";

      visit =
        depth: value:
        let
          inner = next: visit (depth + 1) (bounded (depth + 1) next);
        in
        if isAttrs value then
          mapAttrs (name: child: if elem name special then child else inner child) value
        else if isList value then
          map inner value
        else
          bounded (depth + 1) value;
    in
    visit 0;
}
