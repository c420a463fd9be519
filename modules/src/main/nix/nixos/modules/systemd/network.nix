# systemd-networkd: networks, links and devices as files below /etc/systemd/network.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.systemd.network;
  inherit (utils.systemd) text;

  # Sections by name. A section that may stand several times is a list of sections.
  sections = types.attrsOf (
    types.either utils.systemd.types.section (types.listOf utils.systemd.types.section)
  );

  file =
    what:
    types.submodule (
      { config, ... }:
      {
        freeformType = sections;
        options = {
          enable = mkOption {
            type = types.bool;
            default = true;
            example = false;
            description = "Whether this file exists.";
          };
          extraConfig = mkOption {
            type = types.lines;
            default = "";
            example = "[Network]\nLLDP=yes\n";
            description = "Lines at the end of the file.";
          };
          matchConfig = mkOption {
            type = utils.systemd.types.section;
            default = { };
            example = {
              Name = "eth0";
            };
            description = "The `[Match]` section, see {manpage}`systemd.${what}(5)`.";
          };
        }
        // lib.genAttrs shortSections.${what} (
          name:
          mkOption {
            type = utils.systemd.types.section;
            default = { };
            example = sectionExample.${name};
            description = "The `[${sectionName name}]` section, see {manpage}`systemd.${what}(5)`.";
          }
        )
        // lib.optionalAttrs (what == "network") (
          {
            name = mkOption {
              type = types.nullOr types.str;
              default = null;
              example = "eth0";
              description = "The interface this network is for.";
            };
            DHCP = mkOption {
              type = types.nullOr types.str;
              default = null;
              example = "yes";
              description = "Whether addresses come by DHCP: `yes`, `no`, `ipv4` or `ipv6`.";
            };
          }
          //
            lib.mapAttrs
              (
                _: field:
                mkOption {
                  type = types.listOf types.str;
                  default = [ ];
                  inherit (field) description;
                  example = [ field.example ];
                }
              )
              {
                address = {
                  description = "Addresses of the interface.";
                  example = "192.0.2.10/24";
                };
                gateway = {
                  description = "Gateways.";
                  example = "192.0.2.1";
                };
                dns = {
                  description = "Name servers.";
                  example = "192.0.2.53";
                };
                domains = {
                  description = "Search domains.";
                  example = "example.org";
                };
                ntp = {
                  description = "Time servers.";
                  example = "ntp.example.org";
                };
                bridge = {
                  description = "The bridge the interface belongs to.";
                  example = "br0";
                };
                vlan = {
                  description = "The VLANs on the interface.";
                  example = "vlan10";
                };
                macvlan = {
                  description = "The MACVLANs on the interface.";
                  example = "macvlan0";
                };
              }
        )
        // lib.optionalAttrs (what == "network") {
          routes = mkOption {
            type = types.listOf utils.systemd.types.section;
            default = [ ];
            example = [
              {
                Destination = "198.51.100.0/24";
                Gateway = "192.0.2.1";
              }
            ];
            description = "The `[Route]` sections.";
          };
          addresses = mkOption {
            type = types.listOf utils.systemd.types.section;
            default = [ ];
            example = [ { Address = "192.0.2.10/24"; } ];
            description = "The `[Address]` sections.";
          };
        };
      }
    );

  # The options NixOS has for the common sections of each kind of file.
  shortSections = {
    network = [
      "linkConfig"
      "networkConfig"
      "dhcpV4Config"
      "dhcpV6Config"
      "dhcpServerConfig"
      "bridgeConfig"
    ];
    netdev = [
      "netdevConfig"
      "bridgeConfig"
      "bondConfig"
      "vlanConfig"
      "macvlanConfig"
      "tunnelConfig"
      "wireguardConfig"
      "peerConfig"
    ];
    link = [ "linkConfig" ];
  };

  # An example for each of them; what it holds depends on the kind of device.
  sectionExample = {
    linkConfig.MTUBytes = 9000;
    networkConfig.LLDP = true;
    dhcpV4Config.UseDNS = false;
    dhcpV6Config.UseDNS = false;
    dhcpServerConfig.PoolSize = 100;
    bridgeConfig.Priority = 10;
    netdevConfig = {
      Name = "br0";
      Kind = "bridge";
    };
    bondConfig.Mode = "802.3ad";
    vlanConfig.Id = 10;
    macvlanConfig.Mode = "bridge";
    tunnelConfig.Remote = "192.0.2.20";
    wireguardConfig.ListenPort = 51820;
    peerConfig.Endpoint = "192.0.2.20:51820";
  };

  sectionName =
    option:
    {
      matchConfig = "Match";
      linkConfig = "Link";
      networkConfig = "Network";
      dhcpV4Config = "DHCPv4";
      dhcpV6Config = "DHCPv6";
      dhcpServerConfig = "DHCPServer";
      bridgeConfig = "Bridge";
      netdevConfig = "NetDev";
      bondConfig = "Bond";
      vlanConfig = "VLAN";
      macvlanConfig = "MACVLAN";
      tunnelConfig = "Tunnel";
      wireguardConfig = "WireGuard";
      peerConfig = "Peer";
      routes = "Route";
      addresses = "Address";
    }
    .${option} or option;

  # Sections that older configurations wrap once more: `routes = [ { routeConfig = …; } ]`.
  unwrap = section: section.routeConfig or section.addressConfig or section;

  render =
    what: definition:
    let
      merged =
        if what == "network" then
          definition
          // {
            matchConfig =
              lib.optionalAttrs (definition.name != null) { Name = definition.name; } // definition.matchConfig;
            networkConfig =
              definition.networkConfig
              // lib.optionalAttrs (definition.DHCP != null) { inherit (definition) DHCP; }
              // lib.filterAttrs (_: value: value != [ ]) {
                Address = definition.address;
                Gateway = definition.gateway;
                DNS = definition.dns;
                Domains = definition.domains;
                NTP = definition.ntp;
                Bridge = definition.bridge;
                VLAN = definition.vlan;
                MACVLAN = definition.macvlan;
              };
          }
        else
          definition;
      plain = builtins.removeAttrs merged [
        "enable"
        "extraConfig"
        "name"
        "DHCP"
        "address"
        "gateway"
        "dns"
        "domains"
        "ntp"
        "bridge"
        "vlan"
        "macvlan"
        "matchConfig"
      ];
      one = name: section: text.section (sectionName name) (text.lines (unwrap section));
    in
    text.section "Match" (text.lines merged.matchConfig)
    + lib.concatStrings (
      lib.concatLists (lib.mapAttrsToList (name: value: map (one name) (lib.toList value)) plain)
    )
    + definition.extraConfig;

  files =
    what: definitions:
    lib.mapAttrs' (
      name: definition:
      lib.nameValuePair "systemd/network/${name}.${what}" { text = render what definition; }
    ) (lib.filterAttrs (_: definition: definition.enable) definitions);

  collection =
    what: example: description:
    mkOption {
      type = types.attrsOf (file what);
      default = { };
      inherit example description;
    };
in
{
  options.systemd.network = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether systemd-networkd configures the network.";
    };

    networks = collection "network" {
      "10-lan" = {
        name = "eth0";
        DHCP = "yes";
      };
    } "Networks, see {manpage}`systemd.network(5)`.";
    netdevs = collection "netdev" {
      "10-br0".netdevConfig = {
        Name = "br0";
        Kind = "bridge";
      };
    } "Virtual devices, see {manpage}`systemd.netdev(5)`.";
    links = collection "link" {
      "10-lan" = {
        matchConfig.PermanentMACAddress = "02:00:00:00:00:01";
        linkConfig.Name = "lan";
      };
    } "Names and properties of devices, see {manpage}`systemd.link(5)`.";

    wait-online.enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether `network-online.target` waits for networkd to have configured an interface.";
    };
    wait-online.anyInterface = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether one configured interface is enough.";
    };
  };

  config = lib.mkMerge [
    { environment.etc = files "link" cfg.links; }
    (lib.mkIf cfg.enable {
      environment.etc = files "network" cfg.networks // files "netdev" cfg.netdevs;

      systemd.services.systemd-networkd = {
        overrideStrategy = "asDropin";
        enableDefaultPath = false;
        wantedBy = [ "multi-user.target" ];
        aliases = [ "dbus-org.freedesktop.network1.service" ];
        reloadTriggers = lib.mapAttrsToList (_: entry: entry.source) (
          lib.filterAttrs (name: _: lib.hasPrefix "systemd/network/" name) config.environment.etc
        );
      };
      systemd.sockets.systemd-networkd = {
        overrideStrategy = "asDropin";
        wantedBy = [ "sockets.target" ];
      };
      systemd.services.systemd-networkd-wait-online = lib.mkIf cfg.wait-online.enable {
        overrideStrategy = "asDropin";
        enableDefaultPath = false;
        wantedBy = [ "network-online.target" ];
        serviceConfig.ExecStart = lib.mkIf cfg.wait-online.anyInterface [
          ""
          "/usr/lib/systemd/systemd-networkd-wait-online --any"
        ];
      };

      users.groups.systemd-network = lib.mkIf (config.firn.host.root == "closure") { };
      users.users.systemd-network = lib.mkIf (config.firn.host.root == "closure") {
        isSystemUser = true;
        group = "systemd-network";
        home = "/run/systemd";
      };
    })
  ];
}
