{
  match = map (builtins.match "a(b*)(c)?") [ "a" "abbc" "abx" ];
  classes = builtins.match "([[:alpha:]_]+)[[:space:]]*=[[:space:]]*([^;]+);" "name = value;";
  split = [ (builtins.split "(,)|;" "a,b;c") (builtins.split "x*" "axb") (builtins.split "q" "abc") ];
  bracket = builtins.match "[]a-c^-]+" "]a^-";
  dots = builtins.match "(.*)\\.nix" "a.b.nix";
}
