# The firewall: an nftables table of its own, replaced as a whole, so that a change never leaves a gap.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.networking.firewall;

  portRange = types.submodule {
    options = {
      from = mkOption {
        type = types.port;
        example = 8000;
        description = "The first port of the range.";
      };
      to = mkOption {
        type = types.port;
        example = 8010;
        description = "The last port of the range.";
      };
    };
  };

  portOptions = {
    allowedTCPPorts = mkOption {
      type = types.listOf types.port;
      default = [ ];
      apply = ports: lib.unique (lib.sort builtins.lessThan ports);
      example = [
        22
        80
      ];
      description = "TCP ports on which connections are accepted.";
    };

    allowedTCPPortRanges = mkOption {
      type = types.listOf portRange;
      default = [ ];
      example = [
        {
          from = 8999;
          to = 9003;
        }
      ];
      description = "Ranges of TCP ports on which connections are accepted.";
    };

    allowedUDPPorts = mkOption {
      type = types.listOf types.port;
      default = [ ];
      apply = ports: lib.unique (lib.sort builtins.lessThan ports);
      example = [ 53 ];
      description = "UDP ports on which packets are accepted.";
    };

    allowedUDPPortRanges = mkOption {
      type = types.listOf portRange;
      default = [ ];
      example = [
        {
          from = 60000;
          to = 61000;
        }
      ];
      description = "Ranges of UDP ports on which packets are accepted.";
    };
  };

  # `web+` is every interface whose name starts with `web`: nftables writes it `web*`.
  interfacePattern = name: ''"${
    if lib.hasSuffix "+" name then lib.removeSuffix "+" name + "*" else name
  }"'';

  set = elements: "{ ${lib.concatStringsSep ", " elements} }";

  accept =
    condition: protocol: ports: ranges:
    let
      elements = map toString ports ++ map (range: "${toString range.from}-${toString range.to}") ranges;
    in
    lib.optionalString (elements != [ ]) "    ${condition}${protocol} dport ${set elements} accept\n";

  portRules =
    condition: from:
    accept condition "tcp" from.allowedTCPPorts from.allowedTCPPortRanges
    + accept condition "udp" from.allowedUDPPorts from.allowedUDPPortRanges;

  log =
    prefix:
    lib.optionalString cfg.logRefusedConnections ''
      tcp flags & (fin | syn | rst | ack) == syn log level info prefix "${prefix}"
    '';

  rules = ''
    # Written by Firn from networking.firewall in the configuration.
    table inet firn-firewall
    delete table inet firn-firewall
    table inet firn-firewall {
    ${lib.optionalString (cfg.checkReversePath != false) ''
      ${"  "}chain reverse-path {
          type filter hook prerouting priority mangle + 10; policy drop;
          meta nfproto ipv4 udp sport . udp dport { 67 . 68, 68 . 67 } accept
          fib saddr . mark ${lib.optionalString (cfg.checkReversePath != "loose") ". iif "}oif exists accept
        }
    ''}
      chain input {
        type filter hook input priority filter; policy drop;
        iifname ${set (map interfacePattern cfg.trustedInterfaces)} accept
        ct state vmap { invalid : drop, established : accept, related : accept, new : jump input-allow, untracked : jump input-allow }
        ${log "refused connection: "}${
          if cfg.rejectPackets then "meta l4proto tcp reject with tcp reset\n    reject" else "drop"
        }
      }

      chain input-allow {
    ${portRules "" cfg}${
      lib.concatStrings (
        lib.mapAttrsToList (name: ports: portRules "iifname ${interfacePattern name} " ports) cfg.interfaces
      )
    }${
      lib.optionalString cfg.allowPing ''
        ${"    "}icmp type echo-request ${
          lib.optionalString (cfg.pingLimit != null) "limit rate ${cfg.pingLimit} "
        }accept
      ''
    }    icmpv6 type != { nd-redirect, 139 } accept
        ip6 daddr fe80::/64 udp dport 546 accept
        ${lib.replaceStrings [ "\n" ] [ "\n    " ] cfg.extraInputRules}
      }
    ${lib.optionalString cfg.filterForward ''
      ${"  "}chain forward {
          type filter hook forward priority filter; policy drop;
          ct state vmap { invalid : drop, established : accept, related : accept, new : jump forward-allow, untracked : jump forward-allow }
        }

        chain forward-allow {
          icmpv6 type != { router-renumbering, 139 } accept
          ct status dnat accept
          ${lib.replaceStrings [ "\n" ] [ "\n    " ] cfg.extraForwardRules}
        }
    ''}}
  '';

  ruleset = pkgs.writeText "firewall.nft" rules;
in
{
  options.networking.firewall = portOptions // {
    enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = ''
        Whether incoming connections are refused unless something allows them. In a container without a
        network of its own the host's firewall applies, and this one does nothing.
      '';
    };

    package = mkOption {
      type = types.package;
      default = pkgs.nftables;
      defaultText = lib.literalExpression "pkgs.nftables";
      example = lib.literalExpression "pkgs.nftables";
      description = "The package whose `nft` loads the rules.";
    };

    interfaces = mkOption {
      type = types.attrsOf (types.submodule { options = portOptions; });
      default = { };
      example = {
        eth1.allowedTCPPorts = [ 5432 ];
      };
      description = "Ports that are open on one interface only; a name that ends in `+` is a prefix.";
    };

    trustedInterfaces = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "wg0" ];
      description = "Interfaces on which everything is accepted.";
    };

    allowPing = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether the machine answers pings.";
    };

    pingLimit = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "2/second";
      description = "How many pings are answered in which time.";
    };

    rejectPackets = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether refused packets are answered with a refusal, rather than dropped.";
    };

    logRefusedConnections = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether refused connections are logged.";
    };

    logRefusedPackets = mkOption {
      type = types.bool;
      default = false;
      visible = false;
      description = "Accepted for configurations that set it.";
    };

    logReversePathDrops = mkOption {
      type = types.bool;
      default = false;
      visible = false;
      description = "Accepted for configurations that set it.";
    };

    checkReversePath = mkOption {
      type = types.either types.bool (types.enum [
        "strict"
        "loose"
      ]);
      default = false;
      example = "loose";
      description = "Whether packets are dropped whose answer would leave by another interface.";
    };

    filterForward = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether packets between interfaces are refused unless something allows them.";
    };

    extraInputRules = mkOption {
      type = types.lines;
      default = "";
      example = "ip saddr 10.0.0.0/8 tcp dport 5432 accept";
      description = "Further nftables rules for new incoming connections.";
    };

    extraForwardRules = mkOption {
      type = types.lines;
      default = "";
      example = "iifname \"br0\" accept";
      description = "Further nftables rules for new forwarded connections.";
    };

    extraCommands = mkOption {
      type = types.lines;
      default = "";
      example = "nft add rule inet firn-firewall input-allow tcp dport 9000 accept";
      description = "Shell commands that run after the rules are loaded.";
    };

    extraStopCommands = mkOption {
      type = types.lines;
      default = "";
      example = "nft delete table inet extra || true";
      description = "Shell commands that run after the rules are removed.";
    };
  };

  options.networking.nftables = {
    enable = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Accepted for configurations that set it; Firn always uses nftables.";
    };
    ruleset = mkOption {
      type = types.lines;
      default = "";
      example = "table inet mine { }";
      description = "A ruleset of one's own, loaded beside the firewall's.";
    };
  };

  config = lib.mkMerge [
    {
      networking.firewall.trustedInterfaces = [ "lo" ];
      networking.firewall.allowedTCPPorts = lib.mkIf (
        config.firn.host.root == "distribution" && config.firn.host.keepSSHReachable
      ) [ 22 ];
    }

    (lib.mkIf (cfg.enable && config.firn.container.managesNetwork) {
      system.build.rulesets.firewall = rules;

      systemd.services.firewall = {
        description = "Firewall";
        wantedBy = [ "sysinit.target" ];
        wants = [ "network-pre.target" ];
        before = [
          "network-pre.target"
          "shutdown.target"
        ];
        after = [ "systemd-modules-load.service" ];
        conflicts = [ "shutdown.target" ];
        path = [ cfg.package ];
        reloadIfChanged = true;
        unitConfig = {
          # Without a network of its own, a container has no right to a firewall either.
          ConditionCapability = "CAP_NET_ADMIN";
          DefaultDependencies = false;
        };
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          ExecStart = [ "${cfg.package}/bin/nft -f ${ruleset}" ];
          ExecReload = [ "${cfg.package}/bin/nft -f ${ruleset}" ];
          ExecStop = [ "${cfg.package}/bin/nft delete table inet firn-firewall" ];
        };
        postStart = cfg.extraCommands;
        reload = cfg.extraCommands;
        postStop = cfg.extraStopCommands;
      };
    })

    (lib.mkIf (config.networking.nftables.ruleset != "") {
      systemd.services.nftables =
        let
          file = pkgs.writeText "nftables-ruleset" config.networking.nftables.ruleset;
        in
        {
          description = "The ruleset of networking.nftables";
          wantedBy = [ "multi-user.target" ];
          wants = [ "network-pre.target" ];
          before = [ "network-pre.target" ];
          after = [ "firewall.service" ];
          unitConfig.ConditionCapability = "CAP_NET_ADMIN";
          serviceConfig = {
            Type = "oneshot";
            RemainAfterExit = true;
            ExecStart = "${cfg.package}/bin/nft -f ${file}";
          };
        };
    })
  ];
}
