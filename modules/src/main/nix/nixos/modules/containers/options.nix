# The options of one container.
{
  lib,
  pkgs,
  firnMachine,
  hostSystem,
}:

{
  name,
  config,
  options,
  ...
}:

let
  inherit (lib) mkOption types;

  networkOptions = import ./network-options.nix { inherit lib; };

  machine =
    if firnMachine == null then "container ${name}" else "container ${name} of ${firnMachine}";

  # A whole system of its own, merged from the definitions of `config`.
  system = lib.mkOptionType {
    name = "Toplevel NixOS config";
    description = "configuration of a system";
    descriptionClass = "noun";
    merge =
      loc: defs:
      (import "${toString config.nixpkgs}/nixos/lib/eval-config.nix" {
        modules = [
          {
            _file = "containers.${name}";
            imports = [
              (import ./inside.nix {
                inherit name;
                container = config;
              })
            ];
            nixpkgs.inherited = pkgs;
          }
        ]
        ++ map (def: {
          _file = def.file;
          imports = [ def.value ];
        }) defs;
        prefix = [
          "containers"
          name
        ];
        system = hostSystem;
        inherit (config) specialArgs pkgs;
        inherit machine lib;
      }).config;
  };

  bindMount =
    { name, config, ... }:
    {
      options = {
        mountPoint = mkOption {
          type = types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "/mnt/usb";
          description = "Where it is mounted in the container.";
        };
        hostPath = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "/home/alice";
          description = "The file or folder of the host; null is the one with the same path.";
        };
        isReadOnly = mkOption {
          type = types.bool;
          default = true;
          example = false;
          description = "Whether the container can only read it.";
        };
      };
    };

  allowedDevice = {
    options = {
      node = mkOption {
        type = types.str;
        example = "/dev/net/tun";
        description = "The device.";
      };
      modifier = mkOption {
        type = types.str;
        example = "rw";
        description = "What is allowed: `r` to read, `w` to write, `m` to make the device's node.";
      };
    };
  };
in
{
  imports = [
    (lib.mkRenamedOptionModule [ "ephemeralRootfs" ] [ "ephemeral" ])
  ];

  options = networkOptions // {
    config = mkOption {
      type = system;
      description = ''
        The configuration of the container, with the options a host has. What it says is in force inside the
        container only.
      '';
      example = lib.literalExpression ''
        { pkgs, ... }: {
          services.nginx.enable = true;
          system.stateVersion = "24.11";
        }
      '';
    };

    path = mkOption {
      type = types.path;
      example = "/nix/var/nix/profiles/per-container/webserver";
      description = "The system of the container, where {option}`config` does not describe it.";
    };

    flake = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "github:example/project";
      description = "A flake whose `nixosConfigurations.container` is the system of the container.";
    };

    pkgs = mkOption {
      type = types.raw;
      default = null;
      defaultText = lib.literalMD "the package set of the host";
      example = lib.literalExpression "import <nixpkgs> { }";
      description = "The package set of the container, used as it is.";
    };

    nixpkgs = mkOption {
      type = types.path;
      default = ../../..;
      defaultText = lib.literalMD "the modules of the host";
      example = lib.literalExpression "<nixpkgs>";
      description = "Where the modules come from with which {option}`config` is evaluated.";
    };

    specialArgs = mkOption {
      type = types.attrsOf types.unspecified;
      default = { };
      example = {
        domain = "example.org";
      };
      description = "Further arguments for the modules of {option}`config`, usable in their `imports`.";
    };

    autoStart = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the container starts at boot.";
    };

    restartIfChanged = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = ''
        Whether a switch restarts the container when something has changed that it cannot take over while it
        runs: its mounts, its devices, its links. Contents are always changed in place.
      '';
    };

    timeoutStartSec = mkOption {
      type = types.str;
      default = "1min";
      example = "5min";
      description = "How long the container may take to start.";
    };

    ephemeral = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether everything the container writes to its root file system is lost when it stops.";
    };

    bindMounts = mkOption {
      type = types.attrsOf (types.submodule bindMount);
      default = { };
      example = {
        "/home" = {
          hostPath = "/home/alice";
          isReadOnly = false;
        };
      };
      description = "Files and folders of the host that appear in the container.";
    };

    tmpfs = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "/var" ];
      description = "Folders of the container that are file systems in memory.";
    };

    allowedDevices = mkOption {
      type = types.listOf (types.submodule allowedDevice);
      default = [ ];
      example = [
        {
          node = "/dev/net/tun";
          modifier = "rw";
        }
      ];
      description = "Devices of the host that the container may use.";
    };

    additionalCapabilities = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [
        "CAP_NET_ADMIN"
        "CAP_MKNOD"
      ];
      description = "Capabilities the container has beside the usual ones.";
    };

    enableTun = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the container can make tunnels: the device `/dev/net/tun` and the right to use it.";
    };

    privateUsers = mkOption {
      type = types.either types.ints.u32 (types.enum [
        "no"
        "identity"
        "pick"
      ]);
      default = "no";
      example = "pick";
      description = ''
        Whether the container's users are others than the host's: `pick` chooses a range of ids for them, a
        number is where the range starts.
      '';
    };

    privateNetwork = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the container has a network of its own rather than the host's.";
    };

    networkNamespace = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = "/run/netns/blue";
      description = "The network namespace the container joins.";
    };

    interfaces = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "eth1" ];
      description = "Interfaces of the host that move into the container.";
    };

    macvlans = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "eth1" ];
      description = "Interfaces of the host beside which the container gets one of its own, named `mv-…`.";
    };

    extraVeths = mkOption {
      type = types.attrsOf (types.submodule { options = networkOptions; });
      default = { };
      example = {
        db0.hostAddress = "10.9.0.1";
        db0.localAddress = "10.9.0.2";
      };
      description = "Further links between host and container, by the name of the interface at both ends.";
    };

    extraFlags = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "--drop-capability=CAP_SYS_CHROOT" ];
      description = "Further arguments of {manpage}`systemd-nspawn(1)`.";
    };
  };

  config = lib.mkMerge [
    (lib.mkIf options.config.isDefined { path = lib.mkDefault config.config.system.build.unchecked; })
    (lib.mkIf (config.flake != null) {
      path =
        let
          flake = builtins.getFlake config.flake;
        in
        flake.nixosConfigurations.container.config.system.build.toplevel;
    })
  ];
}
