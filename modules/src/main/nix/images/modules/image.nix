# What an image says of itself, and the image made of all that is declared.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.image;

  # Files that only systemd reads say nothing in an image without it.
  etc = lib.filterAttrs (
    name: _: !(lib.hasPrefix "systemd/" name || lib.hasPrefix "tmpfiles.d/" name)
  ) config.system.build.etcEntries;

  linked = lib.filterAttrs (_: entry: entry.mode == "symlink") etc;
  copied = lib.filterAttrs (_: entry: entry.mode != "symlink") etc;

  copy = target: entry: ''
    mkdir -p etc/${builtins.dirOf target}
    cp ${entry.source} ${lib.escapeShellArg "etc/${target}"}
    chmod ${entry.mode} ${lib.escapeShellArg "etc/${target}"}
    chown ${owner config.image.accounts.uids entry.user}:${owner config.image.accounts.gids entry.group} ${
      lib.escapeShellArg "etc/${target}"
    }
  '';

  # `+1000` is a number; anything else a name.
  owner =
    ids: name:
    if lib.hasPrefix "+" name then lib.removePrefix "+" name else toString (ids.${name} or name);

  links = derivation {
    name = "${cfg.name}-etc";
    system = "builtin";
    builder = "builtin:tree";
    __structuredAttrs = true;
    preferLocalBuild = true;
    entries = {
      "etc".directory = true;
    }
    // lib.mapAttrs' (target: entry: lib.nameValuePair "etc/${target}" { link = entry.source; }) linked
    // lib.optionalAttrs (config.environment.systemPackages != [ ]) {
      "run/current-system/sw".link = "${config.system.path}";
    }
    # Debian's s6 looks for them there.
    // lib.optionalAttrs (config.s6.init != null) {
      "usr/bin/s6-ftrigrd".link = "${pkgs.s6}/bin/s6-ftrigrd";
      "usr/bin/s6lockd".link = "${pkgs.s6}/bin/s6lockd";
    };
  };

  description = {
    inherit (cfg) name tag;
    fromImage = cfg.from;
    maxLayers = cfg.layers;
    contents =
      lib.optional (config.environment.systemPackages != [ ]) config.system.path
      ++ [ links ]
      ++ lib.optional cfg.interactive pkgs.dockerTools.binSh;
    includeNixDB = cfg.nixDatabase;
    fakeRootCommands = ''
      mkdir -p run tmp var/empty
      chmod 1777 tmp
      # Programs of Debian reach for their sockets below the old name.
      [ -e var/run ] || ln -s ../run var/run
      for file in passwd group shadow; do rm -f etc/$file; done
      cp ${cfg.accounts.passwd} etc/passwd
      cp ${cfg.accounts.group} etc/group
      cp ${cfg.accounts.shadow} etc/shadow
      chmod 0644 etc/passwd etc/group
      chmod 0600 etc/shadow
      ${cfg.accounts.homes}${lib.concatStrings (lib.mapAttrsToList copy copied)}${cfg.run}
    '';
    config = {
      Env = environment;
      ExposedPorts = cfg.exposedPorts;
    }
    // lib.optionalAttrs (cfg.entryPoint != [ ]) { Entrypoint = cfg.entryPoint; }
    // lib.optionalAttrs (cfg.entryPoint == [ ] && cfg.interactive) {
      Cmd = [ "${pkgs.bashInteractive}/bin/bash" ];
    };
  };

  environment = lib.mapAttrsToList (name: value: "${name}=${toString value}") cfg.env;
in
{
  options.image = {
    name = mkOption {
      type = types.str;
      example = "registry.example.org/app";
      description = "The name of the image.";
    };

    tag = mkOption {
      type = types.nullOr types.str;
      default = null;
      description = "The tag of the image; null makes one of what is in it.";
    };

    run = mkOption {
      type = types.lines;
      default = "";
      example = "mkdir -p data";
      description = ''
        Shell commands that run when the image is built, as root in the folder that becomes `/`: paths are relative.
      '';
    };

    env = mkOption {
      type = types.attrsOf (types.oneOf [
        types.str
        types.int
        types.path
        types.package
      ]);
      default = { };
      example = {
        LANG = "C.UTF-8";
      };
      description = "Environment variables of a container's processes.";
    };

    entryPoint = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = lib.literalExpression ''[ "''${pkgs.hello}/bin/hello" ]'';
      description = "The command a container runs; with services it is the init system.";
    };

    exposedPorts = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = {
        "80/tcp" = { };
      };
      description = "Ports that a container listens on.";
    };

    from = mkOption {
      type = types.nullOr types.package;
      default = null;
      description = "The image below this one.";
    };

    interactive = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the image has a shell and the usual commands for people who work in a container.";
    };

    layers = mkOption {
      type = types.ints.positive;
      default = 100;
      description = "How many layers the image may have.";
    };

    nixDatabase = mkOption {
      type = types.bool;
      default = config.nix.enable;
      defaultText = lib.literalExpression "config.nix.enable";
      description = "Whether Nix in a container knows the store paths of the image.";
    };
  };

  config = {
    environment.systemPackages = lib.mkIf cfg.interactive [
      pkgs.bashInteractive
      pkgs.coreutils
    ];

    image.env.PATH = lib.mkIf (config.environment.systemPackages != [ ]) (
      lib.mkDefault "/bin:/sbin:/usr/bin:/usr/sbin"
    );

    system.build.image = pkgs.dockerTools.buildLayeredImage (
      description
      // {
        passthru.stream = pkgs.dockerTools.streamLayeredImage description;
      }
    );
  };
}
