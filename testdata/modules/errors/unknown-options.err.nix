# Several unknown options: the first with all its definitions, the others by name and place.
{ lib }:
(lib.evalModules {
  modules = [
    { options.web.port = lib.mkOption { type = lib.types.port; }; }
    {
      _file = "one.nix";
      web.prot = 80;
      mail.enable = throw "not evaluated";
    }
    {
      _file = "two.nix";
      mail.enable = true;
      other.deep = abort "not evaluated";
    }
  ];
}).config
