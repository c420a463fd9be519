builtins.map (x: x + 1) { not = "a list"; }
