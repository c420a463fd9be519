# A declaration that is none comes to light although nobody reads that option.
{ lib }:
(lib.evalModules {
  modules = [
    {
      options.used = lib.mkOption { type = lib.types.int; };
      options.wrong = lib.types.int;
      config.used = 1;
    }
  ];
}).config.used
