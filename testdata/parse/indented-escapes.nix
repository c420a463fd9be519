[
  ''''${not}''
  ''$${not}''
  ''a '''quoted''' b''
  ''tab''\tnewline''\nother''\q''
  ''
    ''\  kept
      text
  ''
  ''it's a single ' quote''
  ''dollar $ and $''
  ''
    $x ''$ ${y}
  ''
]
