builtins.tryEval (abort "cannot be caught")
