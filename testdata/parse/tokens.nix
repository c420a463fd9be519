[ a-b a'b _ a.b-c (a - b) (a -b) 1.5 a1 [1 2] (a+b) (a//b) (a/ b) iff thenx x.if' "a""b" (x:x) ]
