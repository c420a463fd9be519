/**
  Flake references.
*/
{ lib }:
let
  newer =
    name:
    builtins.${name} or (throw "lib.flakes.${name}: this evaluator lacks the builtin of that name.");
in
{
  /**
    A flake reference taken apart. Type: parseFlakeRef :: string -> attrs
  */
  parseFlakeRef = newer "parseFlakeRef";

  /**
    A flake reference put together. Type: flakeRefToString :: attrs -> string
  */
  flakeRefToString = newer "flakeRefToString";
}
