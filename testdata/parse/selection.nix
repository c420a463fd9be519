[ a.b a.b.c (f x).y a."b c" a.${b} a."${b}" a."b${c}" a."b"."c" (a.b or c) (a.b.c or d.e or f) { a = 1; }.a (a."" ) a.or ]
