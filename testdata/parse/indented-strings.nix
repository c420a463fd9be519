[
  ''''
  ''one line''
  ''
    four
      six
    four
  ''
  ''
    blank line below is short

      and spaces on the last line
        ''
  ''  two at the start
    of the first line''
  ''
    keeps	tabs
	tab at the start
  ''
  ''
    ${a}
      ${b} and
    c${d}
  ''
  ''
      ${deep}
    shallow
  ''
  '' only ${one} line ''
  ''no newline
    at the end''
  ''${a}''
  ''${"constant"}''
]
