# Sets of a hundred thousand attributes: made, merged, mapped, intersected, thinned out.
let
  from =
    first:
    builtins.listToAttrs (
      builtins.genList (i: {
        name = "name${toString (first + i)}";
        value = i;
      }) 100000
    );
  both = from 0 // from 50000;
  mapped = builtins.mapAttrs (_: n: n + 1) both;
  common = builtins.intersectAttrs (from 0) mapped;
in
{
  size = builtins.length (builtins.attrNames both);
  sum = builtins.foldl' builtins.add 0 (builtins.attrValues common);
  left = builtins.length (
    builtins.attrNames (builtins.removeAttrs mapped (builtins.attrNames common))
  );
}
