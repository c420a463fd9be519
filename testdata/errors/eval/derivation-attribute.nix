(derivation { name = "x"; system = "s"; builder = "b"; bad = { a = 1; }; }).outPath
