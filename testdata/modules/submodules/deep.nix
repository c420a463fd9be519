# A submodule that may hold itself: as deep as its definitions are, here four hundred levels.
{ lib }:
let
  tree = lib.types.submodule {
    options = {
      name = lib.mkOption { type = lib.types.str; };
      child = lib.mkOption {
        type = lib.types.nullOr tree;
        default = null;
      };
    };
  };
  config =
    (lib.evalModules {
      modules = [
        { options.root = lib.mkOption { type = tree; }; }
        {
          root = lib.foldl' (child: number: {
            inherit child;
            name = toString number;
          }) { name = "leaf"; } (lib.range 1 400);
        }
      ];
    }).config;
  names = at: [ at.name ] ++ lib.optionals (at.child != null) (names at.child);
in
{
  count = lib.length (names config.root);
  last = lib.last (names config.root);
}
