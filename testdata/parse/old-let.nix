[ (let { body = 1; }) (let { a = 1; body = a; } + 1) (f let { body = 1; }) let { body.x = 1; }.x ]
