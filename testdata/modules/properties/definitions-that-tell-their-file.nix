# What `mkDefinition` says beside file and value stays with the definition, under every other property.
{ lib }:
let
  inherit (lib) mkDefinition mkForce mkBefore;
  said =
    value:
    mkDefinition {
      file = "elsewhere.nix";
      inherit value;
      reason = "told";
    };
  evaluated = lib.evalModules {
    modules = [
      {
        options.plain = lib.mkOption { type = lib.types.int; };
        options.forced = lib.mkOption { type = lib.types.int; };
        options.ordered = lib.mkOption { type = lib.types.listOf lib.types.int; };
      }
      {
        _file = "here.nix";
        plain = said 1;
        forced = said (mkForce 2);
        ordered = [ 3 ];
      }
      {
        forced = 5;
        ordered = said (mkBefore [ 4 ]);
      }
    ];
  };
in
{
  inherit (evaluated) config;
  definitions = builtins.mapAttrs (_: option: option.definitionsWithLocations) {
    inherit (evaluated.options) plain forced ordered;
  };
}
