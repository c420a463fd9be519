# One set that grows by one attribute five thousand times.
builtins.length (
  builtins.attrNames (
    builtins.foldl' (set: i: set // { "name${toString i}" = i; }) { } (builtins.genList (i: i) 5000)
  )
)
