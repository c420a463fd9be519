let
  xs = [ 5 3 8 1 3 ];
in
{
  sort = builtins.sort (a: b: a < b) xs;
  stable = builtins.sort (a: b: a.k < b.k) [ { k = 2; v = 1; } { k = 1; v = 2; } { k = 2; v = 3; } { k = 1; v = 4; } ];
  filter = builtins.filter (x: x > 2) xs;
  partition = builtins.partition (x: x > 3) xs;
  groupBy = builtins.groupBy (x: if x > 3 then "big" else "small") xs;
  concatMap = builtins.concatMap (x: [ x x ]) [ 1 2 ];
  any = [ (builtins.any (x: x == 8) xs) (builtins.all (x: x < 8) xs) (builtins.elem 3 xs) ];
  access = [ (builtins.head xs) (builtins.elemAt xs 2) (builtins.length (builtins.tail xs)) ];
  closure = map (e: e.key) (builtins.genericClosure {
    startSet = [ { key = 1; } ];
    operator = { key }: if key > 20 then [ ] else [ { key = key * 2; } { key = key * 3; } ];
  });
}
