[ (if a then b else c) (if a then if b then c else d else e) (with a; b) (with a; with b; c) (assert a; b) (if a then x: x else assert b; c) (with a; x: x) ]
