# An unknown option is named with its value and the nearest names.
{ lib }:
(lib.evalModules {
  modules = [
    {
      options.services.web = {
        enable = lib.mkEnableOption "the web";
        port = lib.mkOption { type = lib.types.port; };
      };
    }
    {
      _file = "typo.nix";
      services.web.enabel = true;
    }
  ];
}).config
