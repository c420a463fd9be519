# The graph shows modules that do not count, and stays readable where `disabledModules` is wrong.
{ lib }:
let
  graph =
    modules:
    map (
      let
        show = module: {
          inherit (module) key;
          disabled = builtins.tryEval module.disabled;
          imports = map show module.imports;
        };
      in
      show
    ) (lib.evalModules { inherit modules; }).graph;
in
{
  repeated = graph [
    {
      key = "one";
      imports = [
        {
          key = "one";
          imports = [ { key = "two"; } ];
        }
        { key = "three"; }
      ];
    }
    { disabledModules = [ { key = "three"; } ]; }
  ];
  wrong = graph [
    {
      key = "only";
      disabledModules = [ (x: x) ];
    }
  ];
}
