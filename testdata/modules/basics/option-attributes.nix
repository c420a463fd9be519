# What `options` tells about an option.
{ lib }:
let
  evaluated = lib.evalModules {
    modules = [
      {
        _file = "declares.nix";
        options.words = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          description = "Words.";
        };
      }
      {
        _file = "one.nix";
        words = [ "b" ];
      }
      {
        _file = "two.nix";
        words = lib.mkBefore [ "a" ];
      }
      {
        _file = "weak.nix";
        words = lib.mkDefault [ "z" ];
      }
    ];
  };
  inherit (evaluated.options) words;
in
{
  inherit (words)
    value
    files
    definitions
    highestPrio
    isDefined
    declarations
    description
    loc
    ;
  path = "${words}";
  type = words.type.description;
  withLocations = words.definitionsWithLocations;
}
