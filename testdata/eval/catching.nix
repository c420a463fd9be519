# tryEval answers throw and failed assertions, and only looks at the surface.
let
  failing = builtins.trace "run once" (throw "no");
in
{
  value = builtins.tryEval 1;
  thrown = builtins.tryEval (throw "x");
  asserted = builtins.tryEval (assert false; 1);
  surface = (builtins.tryEval { a = throw "inside"; }).success;
  deep = builtins.tryEval (builtins.deepSeq { a = throw "inside"; } 1);
  again = [ (builtins.tryEval failing) (builtins.tryEval failing) ];
  missing = builtins.tryEval <no-such-entry>;
}
