[ (a |> f) (a |> f |> g x) (f <| a) (g x <| f <| a) (a + 1 |> f) (f <| a -> b) (x: x |> f) ((a |> f) |> (b |> g)) ]
