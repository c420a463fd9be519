# The system as a container image that systemd runs.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.firn.image;
  name = config.networking.hostName;
in
{
  options.firn.image = {
    name = mkOption {
      type = types.str;
      default = if name == "" then "system" else lib.toLower name;
      defaultText = lib.literalExpression "lib.toLower config.networking.hostName";
      example = "registry.example.org/web";
      description = "The name of the image that {command}`firn rebuild build-image` builds of this machine.";
    };

    tag = mkOption {
      type = types.nullOr types.str;
      default = "latest";
      example = "1.2";
      description = "The tag of the image; null makes one of what is in it.";
    };

    format = mkOption {
      type = types.enum [
        "docker-archive"
        "oci"
      ];
      default = "docker-archive";
      example = "oci";
      description = "How the image is written: an archive as `docker save` makes it, or an OCI layout.";
    };

    config = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = {
        ExposedPorts."80/tcp" = { };
      };
      description = "Further parts of the image's configuration, as the OCI image specification names them.";
    };
  };

  config.system.build.machineImage =
    if config.firn.host.root == "closure" then
      pkgs.dockerTools.buildMachineImage {
        inherit (cfg)
          config
          format
          name
          tag
          ;
        inherit (config.system.build) toplevel;
      }
    else
      throw "the image of a machine needs its /usr from the store: set firn.host.root = \"closure\"";
}
