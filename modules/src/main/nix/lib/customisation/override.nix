/**
  Results that remember how they were made, so that they can be made anew with other arguments.
*/
{ lib }:
let
  inherit (builtins) isAttrs mapAttrs seq;
  inherit (lib.attrsets) optionalAttrs;
  inherit (lib.trivial)
    functionArgs
    isFunction
    mirrorFunctionArgs
    setFunctionArgs
    toFunction
    ;
in
rec {
  /**
    A derivation with attributes changed below `override` and `overrideAttrs`: prefer those.

    Type: overrideDerivation :: package -> (attrs -> attrs) -> package
    Example: overrideDerivation pkgs.hello (old: { name = "hi"; })
  */
  overrideDerivation =
    drv: change:
    let
      passthru = drv.passthru or { };
      kept = {
        inherit passthru;
        meta = drv.meta or { };
      };
      spliced = optionalAttrs (drv ? __spliced) {
        __spliced = mapAttrs (_: part: overrideDerivation part change) drv.__spliced;
      };
      built = derivation (drv.drvAttrs // change drv);
    in
    lib.customisation.extendDerivation (seq drv.drvPath true) (kept // passthru // spliced) built;

  /**
    A function whose results carry `override`: the same function with some arguments changed, given
      as a
    set or as a function of the old ones. Results that are packages get `overrideDerivation` and, if
      they
    have `overrideAttrs`, one that keeps `override` alive.

    Type: makeOverridable :: (attrs -> a) -> attrs -> a
    Example: ((makeOverridable ({ a, b }: { result = a + b; }) { a = 1; b = 2; }).override { a = 4;
      }).result => 6
  */
  makeOverridable =
    f:
    let
      # Whatever stands in for `f` takes the same formal arguments.
      likeF = mirrorFunctionArgs f;

      call =
        args:
        let
          result = f args;
          again = new: makeOverridable f (args // toFunction new args);
          changed = modify: makeOverridable (likeF (given: modify (f given))) args;
          override = likeF again;
        in
        if isAttrs result then
          result
          // {
            inherit override;
            overrideDerivation = change: changed (package: overrideDerivation package change);
          }
          // optionalAttrs (result ? overrideAttrs) {
            overrideAttrs = change: changed (package: package.overrideAttrs change);
          }
        else if isFunction result then
          setFunctionArgs result (functionArgs result) // { inherit override; }
        else
          result;
    in
    if !(isAttrs f) then
      likeF call
    else
      f
      // likeF call
      // optionalAttrs (f ? override) { override = new: makeOverridable (f.override new); };
}
