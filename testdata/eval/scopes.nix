let
  x = "let";
  set = { x = "with"; y = "with y"; };
in
{
  lexical-wins = with set; x;
  only-with = with set; y;
  innermost = with { a = 1; }; with { a = 2; }; a;
  outer-with = with { a = 1; b = 3; }; with { a = 2; }; [ a b ];
  builtins-win = with { map = "no"; }; builtins.isFunction map;
  rec-set = rec { a = b; b = 5; inherit x; c = rec { a = 1; d = a + b; }; };
  inherit-from = let s = { p = 1; q = 2; }; in { inherit (s) p q; };
  overrides = rec { a = b; b = 1; __overrides.b = 2; };
  dynamic = let n = "name"; in { ${n} = 1; "${n}-2" = 2; ${null} = 3; a.${n}.b = 4; };
  old-let = let { y = 3; body = y + 1; };
  shadow-builtin = let true = false; in true;
}
