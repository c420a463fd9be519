# A million pseudo-random numbers, sorted by a function of the language and by the builtin one.
let
  count = 1000000;
  remainder = a: b: a - b * (a / b);
  numbers = builtins.genList (i: remainder (i * 6364136 + 1442695) 2147483647) count;
  middle = less: builtins.elemAt (builtins.sort less numbers) (count / 2);
in
[
  (middle (a: b: a < b))
  (middle builtins.lessThan)
]
