# A wrong type says option, type, value and place.
{ lib }:
(lib.evalModules {
  modules = [
    ./conflict/declares.nix
    {
      _file = "wrong.nix";
      port = {
        number = "80";
        more = [ 1 2 3 4 5 6 7 ];
      };
    }
  ];
}).config.port
