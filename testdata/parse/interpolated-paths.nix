[ ./a/${b} ./${a} ./a${b} /x/${a}/y.nix a/${b}c/d${e} ./a-${b + "c"}.nix ./${"x"}/${y} ]
