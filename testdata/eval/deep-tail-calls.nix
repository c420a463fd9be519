# A million tail calls need no stack, through if, let, with, assert, seq and mutual recursion.
let
  count = n: acc: builtins.seq acc (if n == 0 then acc else count (n - 1) (acc + 1));
  ping = n: if n == 0 then "done" else let m = n - 1; in assert m >= 0; with { }; pong m;
  pong = n: if n == 0 then "done" else ping (n - 1);
in
{
  count = count 1000000 0;
  mutual = ping 1000000;
  fold = builtins.foldl' (a: b: a + b) 0 (builtins.genList (i: i) 1000000);
}
