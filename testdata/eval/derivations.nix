let
  base = { system = "x86_64-linux"; builder = "/bin/sh"; };
  plain = derivation (base // { name = "plain"; args = [ "-c" "echo" 1 true ]; });
  fixed = derivation (base // { name = "fixed"; outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; });
  tree = derivation (base // { name = "tree"; outputHashMode = "recursive"; outputHashAlgo = "sha256"; outputHash = "0000000000000000000000000000000000000000000000000000"; });
  several = derivation (base // { name = "several"; outputs = [ "out" "dev" "lib" ]; dep = plain; src = fixed; list = [ plain tree ]; nothing = null; });
  structured = derivation (base // { name = "structured"; __structuredAttrs = true; a = { b = [ 1 "x" ]; }; dep = several.dev; outputs = [ "bin" "out" ]; });
  nulls = derivation (base // { name = "nulls"; __ignoreNulls = true; gone = null; kept = ""; });
in
map (d: { inherit (d) name drvPath outPath; }) [ plain fixed tree several several.lib structured nulls ]
++ [ (builtins.placeholder "out") (plain == plain) (plain == several) (several.all == map (o: several.${o}) several.outputs) ]
