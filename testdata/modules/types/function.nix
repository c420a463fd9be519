# Functions merge by their results.
{ lib }:
let
  merged =
    (lib.evalModules {
      modules = [
        {
          options.f = lib.mkOption {
            type = lib.types.functionTo (lib.types.listOf lib.types.str);
          };
          options.g = lib.mkOption { type = lib.types.functionTo lib.types.lines; };
        }
        {
          f = x: [ "one ${x}" ];
          g = { a, ... }: a;
        }
        {
          f = x: [ "two ${x}" ];
          g =
            {
              b ? "b",
              ...
            }:
            b;
        }
      ];
    }).config;
in
{
  f = merged.f "x";
  g = merged.g { a = "a"; };
  arguments = lib.functionArgs merged.g;
}
