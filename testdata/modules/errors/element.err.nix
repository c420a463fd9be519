# A wrong element of a list within a set is found by its path.
{ lib }:
(lib.evalModules {
  modules = [
    { options.hosts = lib.mkOption { type = lib.types.attrsOf (lib.types.listOf lib.types.str); }; }
    {
      _file = "hosts.nix";
      hosts.a = [ "x" 1 ];
    }
  ];
}).config.hosts.a
