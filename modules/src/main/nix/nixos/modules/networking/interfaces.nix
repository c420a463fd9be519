# Addresses and routes that are given once and for all, set by iproute2.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.networking;
  ip = "${pkgs.iproute2}/bin/ip";
  runsNetworkManager = cfg.networkmanager.enable && config.firn.host.root == "closure";

  addressModule = v6: {
    options = {
      address = mkOption {
        type = types.str;
        example = if v6 then "fd00::2" else "192.168.1.2";
        description = "The address.";
      };
      prefixLength = mkOption {
        type = types.ints.between 0 (if v6 then 128 else 32);
        example = if v6 then 64 else 24;
        description = "How many bits of the address are those of the network.";
      };
    };
  };

  routeModule = v6: {
    options = {
      address = mkOption {
        type = types.str;
        example = if v6 then "2001:db8::10" else "192.0.2.10";
        description = "The address of the network.";
      };
      prefixLength = mkOption {
        type = types.ints.between 0 (if v6 then 128 else 32);
        example = if v6 then 64 else 24;
        description = "How many bits of the address are those of the network.";
      };
      via = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = if v6 then "2001:db8::1" else "192.0.2.1";
        description = "The next machine on the way; null is none.";
      };
      options = mkOption {
        type = types.attrsOf types.str;
        default = { };
        example = {
          metric = "100";
        };
        description = "Further properties of the route.";
      };
    };
  };

  interface =
    { name, ... }:
    {
      options = {
        name = mkOption {
          type = types.str;
          default = name;
          example = "eth0";
          description = "The interface's name.";
        };
        ipv4.addresses = mkOption {
          type = types.listOf (types.submodule (addressModule false));
          default = [ ];
          example = [
            {
              address = "192.0.2.10";
              prefixLength = 24;
            }
          ];
          description = "IPv4 addresses of the interface.";
        };
        ipv6.addresses = mkOption {
          type = types.listOf (types.submodule (addressModule true));
          default = [ ];
          example = [
            {
              address = "2001:db8::10";
              prefixLength = 64;
            }
          ];
          description = "IPv6 addresses of the interface.";
        };
        ipv4.routes = mkOption {
          type = types.listOf (types.submodule (routeModule false));
          default = [ ];
          example = [
            {
              address = "198.51.100.0";
              prefixLength = 24;
              via = "192.0.2.1";
            }
          ];
          description = "IPv4 routes through the interface.";
        };
        ipv6.routes = mkOption {
          type = types.listOf (types.submodule (routeModule true));
          default = [ ];
          example = [
            {
              address = "2001:db8:1::";
              prefixLength = 48;
              via = "2001:db8::1";
            }
          ];
          description = "IPv6 routes through the interface.";
        };
        useDHCP = mkOption {
          type = types.nullOr types.bool;
          default = null;
          example = true;
          description = ''
            Whether the interface gets its address by DHCP; null follows {option}`networking.useDHCP`, unless the
            interface has IPv4 addresses of its own.
          '';
        };
        mtu = mkOption {
          type = types.nullOr types.int;
          default = null;
          example = 9000;
          description = "The largest size of a packet.";
        };
        macAddress = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "00:11:22:33:44:55";
          description = "The hardware address; null leaves it as it is.";
        };
        virtual = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the interface is a virtual one that is made here.";
        };
      };
    };

  gateway = types.coercedTo types.str (address: { inherit address; }) (
    types.submodule {
      options = {
        address = mkOption {
          type = types.str;
          example = "192.0.2.1";
          description = "The address of the gateway.";
        };
        interface = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "eth0";
          description = "The interface through which it is reached.";
        };
        metric = mkOption {
          type = types.nullOr types.int;
          default = null;
          example = 100;
          description = "The preference among several gateways; the smallest wins.";
        };
      };
    }
  );

  addressesOf =
    interface:
    map (a: "${a.address}/${toString a.prefixLength}") (
      interface.ipv4.addresses ++ interface.ipv6.addresses
    );

  routesOf = interface: interface.ipv4.routes ++ interface.ipv6.routes;

  isConfigured =
    interface:
    addressesOf interface != [ ]
    || routesOf interface != [ ]
    || interface.mtu != null
    || interface.macAddress != null
    || interface.virtual;

  # Waits a little for an interface that another unit, or a container's manager, brings.
  wait = name: ''
    for _ in $(seq 50); do
      [ -e /sys/class/net/${name} ] && break
      sleep 0.1
    done
  '';

  addressUnit =
    interface:
    let
      inherit (interface) name;
    in
    lib.nameValuePair "network-addresses-${name}" {
      description = "Addresses of ${name}";
      wantedBy = [
        "multi-user.target"
        "network.target"
      ];
      before = [ "network.target" ];
      wants = [ "network-pre.target" ];
      after = [
        "network-pre.target"
      ]
      ++ lib.optional (cfg.bridges ? ${name}) "bridge-${name}.service"
      ++ lib.optional (cfg.macvlans ? ${name}) "macvlan-${name}.service";
      stopIfChanged = false;
      unitConfig.ConditionCapability = "CAP_NET_ADMIN";
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
      };
      script =
        lib.optionalString interface.virtual ''
          ${ip} link show dev ${name} >/dev/null 2>&1 || ${ip} tuntap add dev ${name} mode tap
        ''
        + wait name
        + lib.optionalString (interface.macAddress != null) ''
          ${ip} link set dev ${name} address ${interface.macAddress}
        ''
        + lib.optionalString (interface.mtu != null) ''
          ${ip} link set dev ${name} mtu ${toString interface.mtu}
        ''
        + ''
          ${ip} link set dev ${name} up
        ''
        + lib.concatMapStrings (address: ''
          ${ip} address replace ${address} dev ${name}${
            lib.optionalString (lib.hasInfix ":" address) " nodad"
          }
        '') (addressesOf interface)
        + lib.concatMapStrings (route: ''
          ${ip} ${lib.optionalString (lib.hasInfix ":" route.address) "-6 "}route replace ${route.address}/${toString route.prefixLength}${
            lib.optionalString (route.via != null) " via ${route.via}"
          } dev ${name}${
            lib.concatStrings (lib.mapAttrsToList (option: value: " ${option} ${value}") route.options)
          }
        '') (routesOf interface);
      preStop =
        lib.concatMapStrings (route: ''
          ${ip} ${lib.optionalString (lib.hasInfix ":" route.address) "-6 "}route del ${route.address}/${toString route.prefixLength} dev ${name} || true
        '') (routesOf interface)
        + lib.concatMapStrings (address: ''
          ${ip} address del ${address} dev ${name} || true
        '') (addressesOf interface);
    };

  gateways = lib.filter (entry: entry.gateway != null) [
    {
      family = "-4";
      gateway = cfg.defaultGateway;
    }
    {
      family = "-6";
      gateway = cfg.defaultGateway6;
    }
  ];

  dhcp =
    lib.optional cfg.useDHCP "en*"
    ++ lib.optional cfg.useDHCP "eth*"
    ++ map (interface: interface.name) (
      lib.filter (i: i.useDHCP == true) (lib.attrValues cfg.interfaces)
    );

  # Where DHCP is for all interfaces, those it is not for.
  static = lib.optionals cfg.useDHCP (
    lib.filter (i: if i.useDHCP == null then i.ipv4.addresses != [ ] else !i.useDHCP) (
      lib.attrValues cfg.interfaces
    )
  );
in
{
  options.networking = {
    interfaces = mkOption {
      type = types.attrsOf (types.submodule interface);
      default = { };
      example = {
        eth0.ipv4.addresses = [
          {
            address = "192.168.1.2";
            prefixLength = 24;
          }
        ];
      };
      description = "Network interfaces, by name.";
    };

    defaultGateway = mkOption {
      type = types.nullOr gateway;
      default = null;
      example = "192.168.1.1";
      description = "Where packets go that no other route takes.";
    };

    defaultGateway6 = mkOption {
      type = types.nullOr gateway;
      default = null;
      example = "fd00::1";
      description = "The same for IPv6.";
    };

    localCommands = mkOption {
      type = types.lines;
      default = "";
      example = "ip rule add from 192.0.2.10 table 100";
      description = "Shell commands that run when the network is set up.";
    };

    useDHCP = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = ''
        Whether interfaces get their addresses by DHCP, from systemd-networkd. Off unless asked for: on an ordinary
        distribution something configures the network already, and a container's addresses come from its host.
      '';
    };

    dhcpcd.enable = mkOption {
      type = types.bool;
      default = false;
      visible = false;
      description = "Accepted for configurations that set it; DHCP is systemd-networkd's.";
    };

    useNetworkd = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether systemd-networkd configures the network.";
    };

    networkmanager.enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = ''
        Whether NetworkManager configures the network of a machine made from the closure. An ordinary distribution has
        it, or has it not, as it was installed.
      '';
    };

    wireless.enable = mkOption {
      type = types.bool;
      default = false;
      visible = false;
      description = "Accepted for configurations that set it.";
    };
  };

  config = {
    firn.host.packages = lib.mkIf runsNetworkManager [ "network-manager" ];

    systemd.services =
      lib.optionalAttrs runsNetworkManager {
        NetworkManager = {
          overrideStrategy = "asDropin";
          enableDefaultPath = false;
          wantedBy = [ "multi-user.target" ];
          aliases = [ "dbus-org.freedesktop.NetworkManager.service" ];
        };
        NetworkManager-dispatcher = {
          overrideStrategy = "asDropin";
          enableDefaultPath = false;
          aliases = [ "dbus-org.freedesktop.nm-dispatcher.service" ];
        };
      }
      // lib.listToAttrs (map addressUnit (lib.filter isConfigured (lib.attrValues cfg.interfaces)))
      // lib.optionalAttrs (gateways != [ ] || cfg.localCommands != "") {
        network-setup = {
          description = "Default routes";
          wantedBy = [ "multi-user.target" ];
          before = [ "network.target" ];
          wants = [ "network.target" ];
          after = [
            "network-pre.target"
          ]
          ++ map (i: "network-addresses-${i.name}.service") (
            lib.filter isConfigured (lib.attrValues cfg.interfaces)
          );
          stopIfChanged = false;
          unitConfig.ConditionCapability = "CAP_NET_ADMIN";
          serviceConfig = {
            Type = "oneshot";
            RemainAfterExit = true;
          };
          script =
            lib.concatMapStrings (
              { family, gateway }:
              let
                device = lib.optionalString (gateway.interface != null) " dev ${gateway.interface}";
              in
              lib.optionalString (gateway.interface != null) ''
                ${ip} ${family} route replace ${gateway.address} dev ${gateway.interface} proto static
              ''
              + ''
                ${ip} ${family} route replace default via ${gateway.address}${device}${
                  lib.optionalString (gateway.metric != null) " metric ${toString gateway.metric}"
                } proto static
              ''
            ) gateways
            + cfg.localCommands;
        };
      };

    systemd.network = lib.mkIf (dhcp != [ ] || cfg.useNetworkd) {
      enable = true;
      networks =
        lib.listToAttrs (
          map (
            interface:
            lib.nameValuePair "40-${interface.name}" {
              matchConfig.Name = interface.name;
              linkConfig.Unmanaged = true;
            }
          ) static
        )
        // lib.optionalAttrs (dhcp != [ ]) {
          "99-dhcp" = {
            matchConfig.Name = lib.concatStringsSep " " dhcp;
            DHCP = "yes";
          };
        };
    };
  };
}
