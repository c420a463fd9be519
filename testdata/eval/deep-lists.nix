# A function that answers a list in front of its own answer needs no depth, whatever stands between, and the parts keep their order.
let
  count = n: if n == 0 then [ ] else [ n ] ++ count (n - 1);
  unique =
    l:
    with builtins;
    if length l < 2 then
      l
    else
      (if head l != elemAt l 1 then [ (head l) ] else [ ]) ++ unique (tail l);
  both = n: if n == 0 then [ "end" ] else [ "a" ] ++ (let m = n - 1; in [ "b" ] ++ other m);
  other = n: if n == 0 then [ ] else both n ++ [ ];
  thirds = n: if n < 0 then [ n ] else [ n ] ++ [ "," ] ++ thirds (n - 3);
in
{
  count = builtins.foldl' (a: b: a + b) 0 (count 30000);
  ends = [
    (builtins.head (count 30000))
    (builtins.elemAt (count 30000) 29999)
  ];
  unique = builtins.length (unique (builtins.genList (i: i / 2) 24000));
  both = builtins.length (both 1500);
  thirds = builtins.length (thirds 30000);
  inside = builtins.elemAt (thirds 30000) 5000;
  small = thirds 6;
}
