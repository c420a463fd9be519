# extendModules adds modules to those there were; the first evaluation stays as it is.
{ lib }:
let
  first = lib.evalModules {
    modules = [
      {
        options.names = lib.mkOption { type = lib.types.listOf lib.types.str; };
        config.names = [ "a" ];
      }
    ];
  };
  second = first.extendModules { modules = [ { names = [ "b" ]; } ]; };
in
{
  first = first.config.names;
  second = second.config.names;
  kind = first._type;
}
