[ (f or) (f or x) { or = 1; }.or { inherit (x) or; } ]
