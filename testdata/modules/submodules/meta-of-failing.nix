# What is known about a submodule's value can be looked at although the submodule cannot be evaluated.
{ lib }:
let
  evaluated = lib.evalModules {
    modules = [
      { options.sub = lib.mkOption { type = lib.types.submodule { options = throw "no options"; }; }; }
      { sub = { }; }
    ];
  };
in
builtins.attrNames evaluated.options.sub.valueMeta
