{
  literals = [ /a/b/../c ./. ./x/../y ../z (./. + "/sub") (/. + "/a") ];
  interpolated = [ ./${"a"}/b /x/${"y"} ];
  parts = [ (baseNameOf /a/b) (baseNameOf "a/b/") (dirOf /a/b) (dirOf "a/b") (dirOf "b") (baseNameOf "") ];
  exists = [ (builtins.pathExists ./paths.nix) (builtins.pathExists ./no-such-file) ];
  read = builtins.substring 0 1 (builtins.readFile ./paths.nix);
  type = builtins.readFileType ./paths.nix;
  text = toString ./a;
}
