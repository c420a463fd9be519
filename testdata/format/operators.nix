{
a = first && second || third && fourth;
b = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa && bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb || ccccccccccccccccccccc && ddddddddddddddddddd;
c = - 1 + 2*3; d = ! a ? b.c; e = a.b or c.d or [ ];
f = a |> b |> c |> d;
g = a ->
# why
b;
h = if aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == bbbbbbbbbbbbbbbbbbbbbbbbbbb && ccccccccccccccccccccccc != null then 1 else 2;
i = { a = 1; } // (if x then { } else { b = 2; });
j = "${a}/${f { x = 1; y = 2; }}/c" + ./path/${name}/file;
}
