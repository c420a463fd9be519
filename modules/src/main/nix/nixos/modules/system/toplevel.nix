# The system as one store path, and the manifest that tells activation all about it.
{
  config,
  lib,
  pkgs,
  firnMachine,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.system;

  healthCheck =
    name: check:
    {
      inherit name;
      inherit (check) type timeoutSec;
    }
    //
      {
        http = {
          inherit (check) url expectStatus expectBody;
        };
        tcp = {
          inherit (check) host port;
        };
        command = {
          inherit (check) command;
        };
        unit = {
          inherit (check) unit;
        };
      }
      .${check.type};

  # Attribute by attribute as docs/architecture.md has it.
  manifest = {
    version = 1;
    name = config.networking.hostName;
    inherit (cfg) stateVersion;
    inherit (config.boot) isContainer;
    root = if config.firn.host.root == "closure" then "${cfg.build.root}" else null;
    path = "${cfg.path}";
    etc = cfg.build.etcEntries;
    units = cfg.build.unitEntries;
    users = cfg.build.userEntries;
    activationScript =
      if cfg.build.activationScript == null then null else "${cfg.build.activationScript}";
    containers = cfg.build.containerEntries or { };
    ociContainers = cfg.build.ociContainerEntries or { };
    inherit (config.firn) needs;
    health = lib.mapAttrsToList healthCheck (
      lib.filterAttrs (_: check: check.enable) config.firn.health
    );
  };

  unchecked = derivation {
    name = "nixos-system-${cfg.name}-${cfg.nixos.label}";
    system = "builtin";
    builder = "builtin:tree";
    __structuredAttrs = true;
    preferLocalBuild = true;
    allowSubstitutes = false;
    entries = {
      "manifest.json".text = builtins.toJSON manifest;
      "nixos-version".text = cfg.nixos.label;
      "sw".link = "${cfg.path}";
    }
    // lib.optionalAttrs (manifest.root != null) { "root".link = manifest.root; }
    // lib.mapAttrs' (
      target: entry: lib.nameValuePair "etc/${target}" { link = entry.source; }
    ) cfg.build.etcEntries
    // cfg.extraSystemEntries;
  };

  failed = map (a: a.message) (lib.filter (a: !a.assertion) config.assertions);

  bullets = lib.concatMapStrings (
    message: "\n- ${lib.replaceStrings [ "\n" ] [ "\n  " ] (lib.removeSuffix "\n" message)}"
  );

  checked =
    system:
    if failed != [ ] then
      throw "Failed assertions:${bullets failed}"
    else
      lib.foldr (message: rest: lib.warn message rest) system config.warnings;
in
{
  options.system = {
    build = mkOption {
      type = types.submodule { freeformType = types.lazyAttrsOf types.unspecified; };
      default = { };
      example =
        lib.literalExpression "{ report = pkgs.writeText \"report\" config.networking.hostName; }";
      description = "What can be built from this configuration; `toplevel` is the system itself.";
    };

    extraSystemEntries = mkOption {
      type = types.lazyAttrsOf types.raw;
      internal = true;
      default = { };
      description = "Further entries of the system's store path.";
    };

    path = mkOption {
      type = types.package;
      internal = true;
      description = "The packages of {option}`environment.systemPackages`, merged.";
    };
  };

  config.system.build = {
    inherit manifest unchecked;
    toplevel = checked unchecked;
    root = lib.mkIf (config.firn.host.root == "closure") (
      pkgs.debianRoot {
        name = if config.boot.isContainer then "container-root" else "host-root";
        packages = lib.sort builtins.lessThan (lib.unique config.firn.host.packages);
      }
    );
  };
}
