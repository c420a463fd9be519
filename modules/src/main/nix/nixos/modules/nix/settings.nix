# Settings for Nix, which Firn does not need; machines that have it read them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.nix;

  value =
    v:
    if builtins.isBool v then
      lib.boolToString v
    else if builtins.isList v then
      lib.concatMapStringsSep " " toString v
    else
      toString v;

  atom = types.nullOr (types.oneOf [
    types.bool
    types.int
    types.float
    types.str
    types.path
    types.package
  ]);

  settings = lib.filterAttrs (_: v: v != null && v != [ ]) cfg.settings;

  # When something is done from time to time: the options of that.
  times = at: delay: {
    dates = mkOption {
      type = types.either types.str (types.listOf types.str);
      default = at;
      example = "weekly";
      description = "When that happens.";
    };
    persistent = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether a time that was missed is made up for.";
    };
    randomizedDelaySec = mkOption {
      type = types.str;
      default = delay;
      example = "45min";
      description = "By how much the time varies.";
    };
  };

  timing = when: {
    timerConfig = {
      Persistent = when.persistent;
      RandomizedDelaySec = when.randomizedDelaySec;
    };
  };
in
{
  options.nix = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether to provide Nix itself. Firn builds and switches systems without it.";
    };

    package = mkOption {
      type = types.package;
      default = pkgs.nix;
      defaultText = lib.literalExpression "pkgs.nix";
      example = lib.literalExpression "pkgs.nix";
      description = "The package of Nix.";
    };

    settings = mkOption {
      type = types.attrsOf (types.either atom (types.listOf atom));
      default = { };
      example = {
        experimental-features = [
          "nix-command"
          "flakes"
        ];
      };
      description = "Settings for `/etc/nix/nix.conf`.";
    };

    extraOptions = mkOption {
      type = types.lines;
      default = "";
      example = "keep-outputs = true";
      description = "Further lines of `/etc/nix/nix.conf`.";
    };

    nixPath = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "nixos-config=/etc/nixos/configuration.nix" ];
      description = "Where `<name>` in an expression is looked up.";
    };

    registry = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = {
        local.to = {
          type = "path";
          path = "/srv/flake";
        };
      };
      description = "Names for flakes, for `/etc/nix/registry.json`.";
    };

    channel.enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Accepted for configurations that set it.";
    };

    gc = times "03:15" "0" // {
      automatic = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether what no generation needs is removed from the store from time to time.";
      };
      options = mkOption {
        type = types.separatedString " ";
        default = "";
        example = "--delete-older-than 30d";
        description = "Arguments of `nix-collect-garbage`.";
      };
    };

    optimise = times "03:45" "1800" // {
      automatic = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether equal files in the store are joined from time to time.";
      };
    };
  };

  config = {
    environment.etc = {
      "nix/nix.conf" = lib.mkIf (settings != { } || cfg.extraOptions != "") {
        text =
          "# Written by Firn from nix.settings in the configuration.\n"
          + lib.concatStrings (lib.mapAttrsToList (name: v: "${name} = ${value v}\n") settings)
          + cfg.extraOptions;
      };
      "nix/registry.json" = lib.mkIf (cfg.registry != { }) {
        text = builtins.toJSON {
          version = 2;
          flakes = lib.mapAttrsToList (name: entry: {
            from =
              entry.from or {
                type = "indirect";
                id = name;
              };
            inherit (entry) to;
          }) (lib.filterAttrs (_: entry: entry ? to) cfg.registry);
        };
      };
    };

    environment.sessionVariables.NIX_PATH = lib.mkIf (cfg.nixPath != [ ]) cfg.nixPath;
    environment.systemPackages = lib.mkIf cfg.enable [ cfg.package ];

    systemd.timers = {
      nix-gc = lib.mkIf (cfg.enable && cfg.gc.automatic) (timing cfg.gc);
      nix-optimise = lib.mkIf (cfg.enable && cfg.optimise.automatic) (timing cfg.optimise);
    };

    systemd.services.nix-optimise = lib.mkIf (cfg.enable && cfg.optimise.automatic) {
      description = "Join equal files in the store";
      startAt = cfg.optimise.dates;
      restartIfChanged = false;
      serviceConfig = {
        Type = "oneshot";
        ExecStart = "${cfg.package}/bin/nix-store --optimise";
      };
    };

    systemd.services.nix-gc = lib.mkIf (cfg.enable && cfg.gc.automatic) {
      description = "Remove what no generation needs";
      startAt = cfg.gc.dates;
      restartIfChanged = false;
      script = "exec ${cfg.package}/bin/nix-collect-garbage ${cfg.gc.options}";
      serviceConfig.Type = "oneshot";
    };
  };
}
