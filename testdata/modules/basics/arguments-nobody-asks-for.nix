# Special arguments are not looked at where no module is a function, in submodules neither.
{ lib }:
let
  evaluate =
    modules:
    lib.evalModules {
      inherit modules;
      specialArgs = throw "looked at";
    };
  sets = evaluate [
    { options.a = lib.mkOption { type = lib.types.int; }; }
    { a = 1; }
  ];
  function = evaluate [ ({ ... }: { }) ];
in
{
  inherit (sets.config) a;
  function = (builtins.tryEval function.config).success;
}
