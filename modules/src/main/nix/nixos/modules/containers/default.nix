# NixOS containers: systems that run inside this one under systemd-nspawn.
{
  config,
  options,
  lib,
  pkgs,
  utils,
  firnMachine,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.containers;
  evaluated = lib.filterAttrs (_: container: hasConfig container) cfg;

  # Whether the container's system is described here, rather than given as a store path.
  hasConfig = container: container.hasConfig;

  closure = config.firn.host.root == "closure";
  nspawn =
    if closure then "/usr/bin/systemd-nspawn" else "${pkgs.systemd-container}/bin/systemd-nspawn";

  unit =
    name: container:
    import ./unit.nix {
      inherit
        lib
        pkgs
        utils
        nspawn
        ;
      root =
        if hasConfig container then
          container.config.system.build.root
        else
          lib.optionalString container.hasSystem "${container.path}/root";
      resolver = lib.optional config.services.resolved.enable "systemd-resolved.service";
      nests = hasConfig container && container.config.containers != { };
      useHostResolvConf = !hasConfig container || container.config.system.build.hostResolvConf;
    } name container;

  # Ports of the host that lead to a container, of its own link and of the others.
  forwards =
    name: container:
    lib.concatMap (
      link:
      map (forward: {
        sourcePort = forward.hostPort;
        destination = "${utils.bracketed (utils.plainAddress link.localAddress)}:${
          toString (if forward.containerPort == null then forward.hostPort else forward.containerPort)
        }";
        proto = forward.protocol;
        local = true;
      }) (lib.optionals (link.localAddress != null) link.forwardPorts)
    ) ([ container ] ++ lib.attrValues container.extraVeths);

  named = name: message: "In container ${name}: ${message}";

  hostAddresses = lib.concatLists (
    lib.mapAttrsToList (
      name: interface:
      map (a: {
        key = lib.toLower a.address;
        what = "networking.interfaces.${name}";
      }) (interface.ipv4.addresses ++ interface.ipv6.addresses)
    ) config.networking.interfaces
  );

  checks = import ./checks.nix {
    inherit
      lib
      utils
      options
      hostAddresses
      ;
    inherit (config.system.nixos) release;
  };
in
{
  options = {
    boot.enableContainers = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether this machine runs the containers declared in {option}`containers`.";
    };

    containers = mkOption {
      type = types.attrsOf (types.submodule [
        (import ./options.nix {
          inherit lib pkgs firnMachine;
          hostSystem = config.nixpkgs.hostPlatform.system;
        })
        (
          { options, ... }:
          {
            options.hasSystem = mkOption {
              type = types.bool;
              internal = true;
              readOnly = true;
              default = options.config.isDefined || options.path.isDefined;
              description = "Whether anything says what the container's system is.";
            };
            options.hasConfig = mkOption {
              type = types.bool;
              internal = true;
              readOnly = true;
              default = options.config.isDefined;
              description = "Whether the container's system is described by `config`.";
            };
          }
        )
      ]);
      default = { };
      example = lib.literalExpression ''
        {
          web = {
            autoStart = true;
            config = { pkgs, ... }: {
              services.nginx.enable = true;
              system.stateVersion = "24.11";
            };
          };
        }
      '';
      description = ''
        Containers, by name. Each is a system of its own, built and updated together with this one. It runs as the
        unit `container@<name>.service` and keeps its files in `/var/lib/nixos-containers/<name>`, also after it
        has been removed from the configuration.
      '';
    };
  };

  config = lib.mkIf (config.boot.enableContainers && cfg != { }) {
    systemd.services = lib.mapAttrs' (
      name: container: lib.nameValuePair "container@${name}" (unit name container)
    ) cfg;

    system.build.containerEntries = lib.mapAttrs (name: container: {
      system = "${container.path}";
      unit = "container@${name}.service";
      stateDir = "/var/lib/nixos-containers/${name}";
      inherit (container) autoStart ephemeral restartIfChanged;
    }) cfg;

    # What `firn container` and programs written for nixos-container read.
    environment.etc = lib.mapAttrs' (
      name: container:
      lib.nameValuePair "nixos-containers/${name}.conf" { text = import ./conf.nix lib container; }
    ) cfg;

    networking.hosts = lib.mkMerge (
      lib.mapAttrsToList (
        name: container:
        lib.mkMerge (
          map (address: { ${utils.plainAddress address} = [ "${name}.containers" ]; }) (
            lib.filter (address: address != null) [
              container.localAddress
              container.localAddress6
            ]
          )
        )
      ) cfg
    );

    networking.nat.localForwards = lib.concatLists (lib.mapAttrsToList forwards cfg);

    # machined knows the containers by name: machinectl, and names of their users.
    firn.host.packages = lib.mkIf closure [
      "systemd-container"
      "libnss-mymachines"
    ];

    assertions =
      checks cfg
      # All that is wrong is said at once, whichever system it is in.
      ++ lib.concatLists (
        lib.mapAttrsToList (
          name: container:
          map (a: {
            inherit (a) assertion;
            message = named name a.message;
          }) container.config.assertions
        ) evaluated
      );

    warnings =
      lib.concatLists (lib.mapAttrsToList (name: container: container.config.warnings) evaluated)
      ++ lib.concatLists (
        lib.mapAttrsToList (
          name: container:
          map (
            flag:
            "containers.${name}.extraFlags: systemd-nspawn has no option ${flag}; the unit container@${name}.service gets MemoryMax=${
              lib.removePrefix "--memory-limit=" flag
            } instead"
          ) (lib.filter (lib.hasPrefix "--memory-limit=") container.extraFlags)
        ) cfg
      );
  };
}
