# A required value is missing.
{ lib }:
(lib.evalModules {
  modules = [ { options.a."b c" = lib.mkOption { type = lib.types.str; }; } ];
}).config.a."b c"
