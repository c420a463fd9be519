# The release whose data layout this machine started with.
{
  config,
  options,
  lib,
  firnMachine,
  ...
}:

let
  cfg = config.system;
  current = "24.11";
  where = if firnMachine == null then "this host" else firnMachine;
  example = ''`system.stateVersion = "${current}";`'';
in
{
  options.system = {
    stateVersion = lib.mkOption {
      type = lib.types.strMatching "[0-9]{2}[.](05|09|03|11)";
      default = current;
      defaultText = lib.literalMD "the newest one, `\"${current}\"`";
      example = "24.11";
      description = ''
        The release this machine was first installed with. Services that changed where they keep their data
        look at it, so that an update never moves data under a machine that already has some: the data folder
        of PostgreSQL is one example. Set it once, when the machine is made, and leave it as it is.
      '';
    };

    nixos = {
      release = lib.mkOption {
        type = lib.types.str;
        default = current;
        readOnly = true;
        description = "The release whose options this version of Firn follows.";
      };

      version = lib.mkOption {
        type = lib.types.str;
        default = "${current}.firn";
        internal = true;
        description = "What `nixos-version` shows.";
      };

      label = lib.mkOption {
        type = lib.types.str;
        default = cfg.nixos.version;
        defaultText = lib.literalExpression "config.system.nixos.version";
        example = "2026-11-30";
        description = "The name of this generation in listings.";
      };
    };

    name = lib.mkOption {
      type = lib.types.str;
      default = if config.networking.hostName == "" then "unnamed" else config.networking.hostName;
      defaultText = lib.literalExpression "config.networking.hostName";
      example = "web";
      description = "The name of the system in the store.";
    };
  };

  config.warnings =
    lib.optional (options.system.stateVersion.highestPrio == (lib.mkOptionDefault { }).priority)
      "system.stateVersion is not set for ${where}: it follows the release (${current} now), and with it where services keep their data; write ${example} into the configuration of ${where}";
}
