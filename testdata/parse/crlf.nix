[ "a
bc"
  ''
    x
    y
  '' # comment
  1 ]
