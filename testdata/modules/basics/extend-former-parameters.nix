# What `args` and `check` of former times say holds for extensions too, and for submodules that use these as their type.
{ lib }:
let
  first = lib.evalModules {
    check = false;
    args.greeting = "hello";
    modules = [
      (
        { greeting, ... }:
        {
          options.text = lib.mkOption { type = lib.types.str; };
          config.text = lib.mkDefault greeting;
        }
      )
      { unknown = 1; }
    ];
  };
  second = first.extendModules { modules = [ { alsoUnknown = 2; } ]; };
  third = second.extendModules { modules = [ { text = "goodbye"; } ]; };
  within = lib.evalModules {
    modules = [
      { options.sub = lib.mkOption { inherit (second) type; }; }
      { sub.unknownToo = 3; }
    ];
  };
in
{
  first = first.config.text;
  second = second.config.text;
  third = third.config.text;
  within = within.config.sub.text;
}
