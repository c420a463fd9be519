[ http://example.org/a?b=c&d=%20 mailto:someone@example.org x:x git+ssh://host:22/~user/r.git (x: y) ]
