let
  s = { b = 2; a = 1; "with space" = 3; };
in
{
  names = builtins.attrNames s;
  values = builtins.attrValues s;
  map = builtins.mapAttrs (n: v: "${n}=${toString v}") s;
  update = { a = 1; b.c = 2; } // { b = 3; d = 4; };
  intersect = builtins.intersectAttrs { a = 0; z = 0; } s;
  removed = removeAttrs s [ "a" "missing" ];
  listed = builtins.listToAttrs [ { name = "x"; value = 1; } { name = "x"; value = 2; } { name = "y"; value = 3; } ];
  cat = builtins.catAttrs "a" [ { a = 1; } { b = 0; } { a = 2; } ];
  zip = builtins.zipAttrsWith (n: vs: [ n vs ]) [ { a = 1; b = 2; } { a = 3; } ];
  position = builtins.unsafeGetAttrPos "b" s;
  here = __curPos.line;
}
