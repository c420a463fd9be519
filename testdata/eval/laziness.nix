# What is not asked for is not computed, and what is computed is computed once.
let
  loud = builtins.trace "computed once" 42;
  ones = [ 1 ] ++ builtins.tail [ (throw "never") ];
  infinite = { head = 1; tail = infinite; };
in
{
  unused = (x: 1) (throw "never");
  twice = loud + loud;
  inherit ones;
  attr = { a = throw "never"; b = 2; }.b;
  knot = infinite.tail.tail.tail.head;
  default = { a = 1; }.b or "fallback";
  nested = { a.b = null; } ? a.b.c;
  shortcut = [ (true || throw "never") (false && throw "never") (false -> throw "never") ];
}
