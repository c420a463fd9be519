# Definitions whose values cannot be shown keep their places in the message.
{ lib }:
(lib.evalModules {
  modules = [
    { options.port = lib.mkOption { type = lib.types.port; }; }
    {
      _file = "first.nix";
      prot = 80;
    }
    (
      { config, ... }:
      {
        _file = "second.nix";
        prot = config.missing.value;
      }
    )
    {
      _file = "third.nix";
      prot = throw "not today";
    }
  ];
}).config
