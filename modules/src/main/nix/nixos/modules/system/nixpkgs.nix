# The package set of this system.
{
  config,
  options,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.nixpkgs;

  isDefault = option: option.highestPrio == (lib.mkOptionDefault { }).priority;

  # A container that says nothing about packages shares its host's package set, evaluated once.
  shareable =
    cfg.inherited != null
    && cfg.overlays == [ ]
    && cfg.config == { }
    && isDefault options.nixpkgs.hostPlatform;

  overlaid = set: if cfg.overlays == [ ] then set else set.appendOverlays cfg.overlays;
in
{
  options.nixpkgs = {
    pkgs = lib.mkOption {
      type = lib.types.raw;
      description = ''
        The package set to use as it is. {option}`nixpkgs.overlays` still apply; {option}`nixpkgs.config` and
        the platform do not.
      '';
      example = lib.literalExpression "import <nixpkgs> { }";
    };

    config = lib.mkOption {
      type = lib.types.attrsOf lib.types.raw;
      default = { };
      example = {
        allowUnfree = true;
      };
      description = "The configuration of the package set.";
    };

    overlays = lib.mkOption {
      type = lib.types.listOf (
        lib.mkOptionType {
          name = "nixpkgs-overlay";
          description = "overlay: a function of the final and the previous package set";
          check = lib.isFunction;
          merge = lib.mergeOneOption;
        }
      );
      default = [ ];
      example = lib.literalExpression "[ (final: prev: { hello = prev.hello.override { }; }) ]";
      description = "Functions that change the package set, applied in order.";
    };

    hostPlatform = lib.mkOption {
      type = lib.types.either lib.types.str lib.types.attrs;
      default = cfg.system;
      defaultText = lib.literalExpression "config.nixpkgs.system";
      example = "x86_64-linux";
      apply = platform: if builtins.isString platform then { system = platform; } else platform;
      description = "The platform the system runs on.";
    };

    buildPlatform = lib.mkOption {
      type = lib.types.either lib.types.str lib.types.attrs;
      default = cfg.hostPlatform;
      defaultText = lib.literalExpression "config.nixpkgs.hostPlatform";
      example = "x86_64-linux";
      description = "The platform the system is built on.";
    };

    system = lib.mkOption {
      type = lib.types.str;
      example = "x86_64-linux";
      description = "The name of the platform; {option}`nixpkgs.hostPlatform` is its newer form.";
    };

    inherited = lib.mkOption {
      type = lib.types.raw;
      internal = true;
      default = null;
      description = "The package set of the machine around this one.";
    };
  };

  config = {
    _module.args.pkgs =
      if options.nixpkgs.pkgs.isDefined then
        overlaid cfg.pkgs
      else if shareable then
        cfg.inherited
      else
        import ../../.. {
          inherit (cfg) config;
          overlays = [ (import ./supplied.nix) ] ++ cfg.overlays;
          system = cfg.hostPlatform.system;
        };

    _module.args.utils = import ../../lib/utils.nix { inherit lib config pkgs; };
  };
}
