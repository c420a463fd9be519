{ a = f x; b = f x y z; c = (f x) y; d = f (g x) y; e = (f (x)) (y z); f = (x: x) 1; g = f -1; h = f x.y z.w or 2; }
