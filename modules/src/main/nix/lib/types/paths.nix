/**
  Paths, with or without a say about the store.
*/
{ lib, types }:
let
  inherit (types) mkOptionType defaultFunctor pathWith;
  stringLike = x: builtins.isString x || builtins.isPath x || x ? outPath || x ? __toString;
  inStoreAlready =
    x:
    lib.path.hasStorePathPrefix (
      if builtins.isPath x then x else /. + builtins.unsafeDiscardStringContext x
    );
in
{
  /**
    A path that must (`true`), must not (`false`) or may (`null`) be absolute, and likewise be in the store.
  */
  pathWith =
    {
      inStore ? null,
      absolute ? null,
    }:
    assert
      !(inStore == true && absolute == false)
      || throw "In pathWith, inStore means the path must be absolute";
    mkOptionType {
      name = "path";
      description =
        (
          if absolute == null then
            ""
          else if absolute then
            "absolute "
          else
            "relative "
        )
        + "path"
        + (
          if inStore == null then
            ""
          else if inStore then
            " in the Nix store"
          else
            " not in the Nix store"
        );
      descriptionClass = "noun";
      check =
        x:
        # A path value outside the store might be copied into it later, so that only a string can promise to stay out.
        (if inStore == false then builtins.isString x else stringLike x)
        && (inStore == null || inStoreAlready x == inStore)
        && (absolute == null || (builtins.substring 0 1 (toString x) == "/") == absolute);
      merge = lib.options.mergeEqualOption;
      functor = defaultFunctor "path" // {
        payload = {
          inherit inStore absolute;
        };
        type = pathWith;
        binOp = a: b: if a == b then a else null;
      };
    };

  path = pathWith { absolute = true; };
  pathInStore = pathWith { inStore = true; };
  externalPath = pathWith {
    absolute = true;
    inStore = false;
  };
}
