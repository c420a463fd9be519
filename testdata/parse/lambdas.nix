[
  (x: x) (x: y: x) (x:y: z) ({ }: 1) ({ a }: a) ({ a, b }: a) ({ a, b, }: a) ({ ... }: 1) ({ a, ... }: a)
  ({ a ? 1, b ? a, ... }: b) ({ a }@all: all) (all@{ a }: all) (all @ { a, ... }: all) ({ }@all: all) ({ a ? { b }: b, c }: a)
  ({ a ? { b = 1; }, c }: a) (_: _) (x': x') ({ a-b }: a-b)
]
