/**
  Sets with one value for each pair of platforms that matters when cross compiling.
*/
{ lib }:
let
  inherit (builtins) listToAttrs;

  # How a pair is written alone, and after a prefix.
  pairs = [
    [
      "buildBuild"
      "BuildBuild"
    ]
    [
      "buildHost"
      "BuildHost"
    ]
    [
      "buildTarget"
      "BuildTarget"
    ]
    [
      "hostHost"
      "HostHost"
    ]
    [
      "hostTarget"
      "HostTarget"
    ]
    [
      "targetTarget"
      "TargetTarget"
    ]
  ];

  build = f: listToAttrs (map (pair: f (builtins.elemAt pair 0) (builtins.elemAt pair 1)) pairs);
in
{
  /**
    Type: renameCrossIndexFrom :: string -> attrs -> attrs
    Example: renameCrossIndexFrom "pkgs" { pkgsBuildBuild = 1; … } => { buildBuild = 1; … }
  */
  renameCrossIndexFrom =
    prefix: set:
    build (plain: capital: {
      name = plain;
      value = set.${prefix + capital};
    });

  /**
    Type: renameCrossIndexTo :: string -> attrs -> attrs
    Example: renameCrossIndexTo "self" { buildBuild = 1; … } => { selfBuildBuild = 1; … }
  */
  renameCrossIndexTo =
    prefix: set:
    build (plain: capital: {
      name = prefix + capital;
      value = set.${plain};
    });

  /**
    Type: mapCrossIndex :: (a -> b) -> attrs -> attrs
    Example: mapCrossIndex (n: n + 1) { buildBuild = 1; … } => { buildBuild = 2; … }
  */
  mapCrossIndex =
    f: set:
    build (plain: _: {
      name = plain;
      value = f set.${plain};
    });
}
