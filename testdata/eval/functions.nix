let
  curried = a: b: c: [ a b c ];
  pattern = { a, b ? a + 1, ... }@all: [ a b (builtins.attrNames all) ];
  counter = { __functor = self: x: x + self.step; step = 10; };
  fact = n: if n == 0 then 1 else n * fact (n - 1);
  even = n: if n == 0 then true else odd (n - 1);
  odd = n: if n == 0 then false else even (n - 1);
in
{
  curried = map (curried 1 2) [ 3 4 ];
  pattern = [ (pattern { a = 1; }) (pattern { a = 1; b = 5; c = 0; }) ];
  functor = map counter [ 1 2 ];
  fact = fact 20;
  mutual = [ (even 1001) (odd 1001) ];
  args = builtins.functionArgs ({ a, b ? 1, ... }: a);
  pipes = [ 1 2 3 ] |> map (x: x * 2) |> builtins.foldl' builtins.add 0;
}
