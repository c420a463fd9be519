{ a = { inherit b; inherit (x) c; }; a = { inherit (y) d; inherit (z) e; }; a.f = 1; }
