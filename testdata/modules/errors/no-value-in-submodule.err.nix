# A required value is missing in a set that is an element of a list, in a submodule.
{ lib }:
let
  port = lib.types.submodule { options.number = lib.mkOption { type = lib.types.port; }; };
  host = lib.types.submodule { options.ports = lib.mkOption { type = lib.types.listOf port; }; };
in
(lib.evalModules {
  modules = [
    { options.hosts = lib.mkOption { type = lib.types.attrsOf host; }; }
    { hosts.web.ports = [ { number = 80; } { } ]; }
  ];
}).config.hosts.web.ports
