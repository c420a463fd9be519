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
      useHostResolvConf = !hasConfig container || container.config.system.build.hostResolvConf;
    } name container;

  # Ports of the host that lead to a container, of its own link and of the others.
  forwards =
    name: container:
    lib.concatMap (
      link:
      map (forward: {
        sourcePort = forward.hostPort;
        destination = "${utils.plainAddress link.localAddress}:${
          toString (if forward.containerPort == null then forward.hostPort else forward.containerPort)
        }";
        proto = forward.protocol;
        local = true;
      }) (lib.optionals (link.localAddress != null) link.forwardPorts)
    ) ([ container ] ++ lib.attrValues container.extraVeths);

  named = name: message: "In container ${name}: ${message}";

  exampleAddresses = {
    hostAddress = "192.168.100.1";
    localAddress = "192.168.100.2";
    hostAddress6 = "fc00::1";
    localAddress6 = "fc00::2";
  };

  # Addresses of a link, each with the name of its option.
  addressesOf =
    path: link:
    lib.concatMap
      (
        option:
        lib.optional (link.${option} != null) {
          assertion = builtins.match "[0-9a-fA-F.:]+(/[0-9]+)?" link.${option} != null;
          message = "${path}.${option} is \"${link.${option}}\", which is not an address. Write for example ${path}.${option} = \"${
            exampleAddresses.${option}
          }\"; or remove it.";
        }
      )
      [
        "hostAddress"
        "localAddress"
        "hostAddress6"
        "localAddress6"
      ];
in
{
  options = {
    boot.enableContainers = mkOption {
      type = types.bool;
      default = true;
      description = "Whether this machine runs the containers declared in {option}`containers`.";
    };

    containers = mkOption {
      type = types.attrsOf (
        types.submodule [
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
        ]
      );
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

    networking.hosts = lib.mkMerge (
      lib.mapAttrsToList (
        name: container:
        lib.mkIf (container.localAddress != null) {
          ${utils.plainAddress container.localAddress} = [ "${name}.containers" ];
        }
      ) cfg
    );

    networking.nat.localForwards = lib.concatLists (lib.mapAttrsToList forwards cfg);

    # machined knows the containers by name: machinectl, and names of their users.
    firn.host.packages = lib.mkIf closure [
      "systemd-container"
      "libnss-mymachines"
    ];


    assertions =
      lib.concatLists (
        lib.mapAttrsToList (name: container: [
          {
            assertion = builtins.match "[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?" name != null;
            message = "containers.${name}: a container's name has only letters, digits, `-` and `.`, and starts and ends with a letter or digit.";
          }
          {
            assertion = container.hasSystem;
            message = ''
              containers.${name} has no system to run. Describe it with
              containers.${name}.config = { ... }: { system.stateVersion = "${config.system.nixos.release}"; };'';
          }
          {
            assertion = !container.privateNetwork || builtins.stringLength name <= 12;
            message = ''
              containers.${name}: with privateNetwork a container's name has at most 12 characters, since its link on
              the host is called ve-<name> and Linux allows 15.'';
          }
          {
            assertion = !(container.privateNetwork && container.networkNamespace != null);
            message = "containers.${name}: privateNetwork and networkNamespace exclude each other.";
          }
          {
            assertion = container.privateNetwork || (container.hostBridge == null && container.hostAddress == null && container.localAddress == null && container.hostAddress6 == null && container.localAddress6 == null);
            message = ''
              containers.${name} has addresses or a bridge, which mean nothing without a network of its own. Write
              containers.${name}.privateNetwork = true; or remove them.'';
          }
          {
            assertion = container.forwardPorts == [ ] || container.localAddress != null;
            message = "containers.${name}.forwardPorts needs to know where to: set containers.${name}.localAddress.";
          }
          {
            assertion = builtins.match "([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}" (if container.localMacAddress == null then "00:00:00:00:00:00" else container.localMacAddress) != null;
            message = "containers.${name}.localMacAddress is not a hardware address such as 3a:bb:cc:dd:ee:ff.";
          }
        ]) cfg
      )
      ++ lib.concatLists (
        lib.mapAttrsToList (
          name: container:
          addressesOf "containers.${name}" container
          ++ lib.concatLists (
            lib.mapAttrsToList (
              veth: addressesOf "containers.${name}.extraVeths.${veth}"
            ) container.extraVeths
          )
        ) cfg
      )
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
          map (flag: "containers.${name}.extraFlags: systemd-nspawn has no option ${flag}; the unit container@${name}.service gets MemoryMax=${lib.removePrefix "--memory-limit=" flag} instead") (
            lib.filter (lib.hasPrefix "--memory-limit=") container.extraFlags
          )
        ) cfg
      );
  };
}
