[ <nixpkgs> <nixpkgs/lib> <a-b/c.d/e_f> (a<b) (1 <2) ]
