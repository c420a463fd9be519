[ /abs /abs/path.nix ./here ./a/../b ../up a/b a.b/c-d/e+f_g /a/b/c ]
