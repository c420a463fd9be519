[ (let in 1) (let a = 1; in a) (let a.b = 1; a.c = 2; in a) (let inherit a; inherit (b) c; d = 1; in d) (let a = 1; in let b = 2; in a + b) ]
