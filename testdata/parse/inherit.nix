{ inherit; inherit a b; inherit "c"; inherit (x) d e; inherit (y.z) f "g h"; inherit (x) i; j = 1; inherit (w); inherit or; }
