[ __curPos __curPos.line { __curPos = 1; } ]
