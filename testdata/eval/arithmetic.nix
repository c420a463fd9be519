# Integers stay integers, a float makes a float, division truncates towards zero.
{
  ints = [ (7 + 2) (7 - 9) (7 * 3) (7 / 2) (-7 / 2) (2 - -3) ];
  floats = [ (1 + 0.5) (3 / 2.0) (0.1 + 0.2) 1.0e10 1.5e-7 123456.7 1234567.8 (-0.0) ];
  order = [ (1 < 2) (2 <= 1) ("a" < "b") (1.5 > 1) ([ 1 2 ] < [ 1 3 ]) ([ ] < [ 1 ]) (./a < ./b) ];
  equal = [ (1 == 1.0) ("1" == 1) ({ a = 1; } == { a = 1.0; }) ([ 1 ] == [ 1 2 ]) (null == null) ];
  bits = [ (builtins.bitAnd 12 10) (builtins.bitOr 12 10) (builtins.bitXor 12 10) ];
  rounding = [ (builtins.ceil 1.2) (builtins.floor (-1.2)) (builtins.ceil 3) ];
  limits = [ 9223372036854775807 (-9223372036854775807 - 1) ];
}
