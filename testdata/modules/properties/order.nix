# mkBefore, mkAfter and mkOrder sort what merges; all else keeps the order of modules, later imports first.
{ lib }:
let
  inherit (lib) mkBefore mkAfter mkOrder mkOption types;
in
(lib.evalModules {
  modules = [
    {
      options.lines = mkOption { type = types.lines; };
      options.list = mkOption { type = types.listOf types.int; };
    }
    {
      lines = mkAfter "last";
      list = [
        3
        4
      ];
    }
    {
      lines = "middle";
      list = mkOrder 900 [ 2 ];
    }
    {
      lines = mkBefore "first";
      list = mkBefore [ 1 ];
    }
  ];
}).config
