# A bare type stands where an option should.
{ lib }:
(lib.evalModules {
  modules = [
    {
      _file = "bare.nix";
      options.a.b = lib.types.int;
    }
  ];
}).config.a.b
