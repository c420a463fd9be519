/**
  Questions about systems: patterns of parsed systems and predicates made from them.
*/
{ lib }:
let
  inherit (builtins)
    any
    concatMap
    isList
    mapAttrs
    toJSON
    ;
  inherit (lib.attrsets) matchAttrs recursiveUpdateUntil;
  inherit (lib.lists) toList;
in
rec {
  /**
    Patterns, or lists of patterns of which one must fit, by the name of the question.
  */
  patterns = import ./patterns.nix { inherit lib; };

  /**
    Both of two patterns at once. Throws where they contradict each other.

    Type: patternLogicalAnd :: pattern -> pattern -> [ pattern ]
    Example: patternLogicalAnd patterns.isLinux patterns.isAarch64
  */
  patternLogicalAnd =
    first: second:
    let
      join = recursiveUpdateUntil (
        path: one: other:
        if one == other || builtins.intersectAttrs one other == { } then
          true
        else
          throw "pattern conflict at path ${toString path}:\n  ${toJSON one}\n  ${toJSON other}\n"
      );
    in
    concatMap (one: map (join one) (toList second)) (toList first);

  /**
    Does one of the patterns fit? Type: matchAnyAttrs :: pattern | [ pattern ] -> system -> bool
  */
  matchAnyAttrs =
    wanted:
    if isList wanted then
      system: any (pattern: matchAttrs pattern system) wanted
    else
      matchAttrs wanted;

  /**
    The patterns as functions of a parsed system.
  */
  predicates = mapAttrs (_: matchAnyAttrs) patterns;

  /**
    Patterns of elaborated platforms, for metadata of packages.
  */
  platformPatterns.isStatic = {
    parsed = { };
    isStatic = true;
  };
}
