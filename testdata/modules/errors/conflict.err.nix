# Every definition in a conflict is named with its place.
{ lib }:
(lib.evalModules {
  modules = [
    ./conflict/declares.nix
    ./conflict/one.nix
    ./conflict/two.nix
  ];
}).config.port
