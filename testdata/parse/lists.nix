[ [ ] [1] [ a b (f x) x.y [ 2 ] { } ] [ a (-1) ] [ f.g or h ] ]
