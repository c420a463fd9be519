# Subtraction, multiplication, division and comparisons call a variable that a scope may shadow.
let
  __sub = a: b: "${toString a} minus ${toString b}";
  __lessThan = a: b: a == "less";
in
[ (3 - 1) (- 5) ("less" < 0) (0 > "less") ("less" >= 0) (let __mul = a: b: 7; in 2 * 2) ]
