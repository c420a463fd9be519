# What must hold of a configuration, and what its author should hear.
{ lib, ... }:

{
  options = {
    assertions = lib.mkOption {
      type = lib.types.listOf lib.types.unspecified;
      internal = true;
      default = [ ];
      example = [
        {
          assertion = false;
          message = "you cannot enable this for that reason";
        }
      ];
      description = ''
        Conditions that must hold for the system to be built. Each has an `assertion` and a `message`; all
        that fail are reported together.
      '';
    };

    warnings = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      internal = true;
      default = [ ];
      example = [ "The `foo` service is deprecated and will go away soon!" ];
      description = "Messages shown while the system is evaluated; they do not stop it from being built.";
    };
  };
}
