# Two hundred overlays over a set of two hundred packages that need each other.
let
  package = final: i: {
    name = "p${toString i}";
    value = {
      version = i;
      needs = if i == 0 then 0 else final."p${toString (i - 1)}".version;
    };
  };
  base = final: builtins.listToAttrs (builtins.genList (package final) 200);
  overlay =
    n: _final: previous:
    builtins.mapAttrs (_: p: p // { version = p.version + n; }) previous;
  extend =
    below: above: final:
    let
      previous = below final;
    in
    previous // above final previous;
  fixed =
    let
      final = builtins.foldl' extend base (builtins.genList overlay 200) final;
    in
    final;
in
builtins.foldl' (sum: p: sum + p.version + p.needs) 0 (builtins.attrValues fixed)
