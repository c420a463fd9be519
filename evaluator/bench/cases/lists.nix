# A million numbers mapped, filtered, multiplied into two each, and added up.
let
  numbers = builtins.genList (i: i) 1000000;
  thirds = builtins.filter (n: n / 2 * 2 == n) (map (n: n * 3) numbers);
in
{
  length = builtins.length (
    builtins.concatMap (n: [
      n
      (n + 1)
    ]) thirds
  );
  sum = builtins.foldl' (sum: n: sum + n * 2) 0 numbers;
}
