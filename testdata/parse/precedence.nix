[
  (a -> b || c && d == e < f // !g + h * i ++ j ? k)
  (-a ? b) (!a == b) (!a + b) (!a // b) (- a * b) (-a + -b) (!(!a)) (!!a) (-!a) (a == !b) (a == -b)
  (a + b * c - d / e) ((a + b) * (c - d)) (a || b && c || d) (a < b == (c < d)) (a ++ b + c) (a // b == c)
  (a == b -> c != d -> e) (a - -b) (f a + g b) (f a.b ? c) (a < b && c >= d)
]
