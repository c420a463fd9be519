# A list among imports is one list too many.
{ lib }:
(lib.evalModules {
  modules = [ { imports = [ [ { } ] ]; } ];
}).config
