# Address translation: containers and inner networks reach the outside, outside reaches forwarded ports.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.networking.nat;

  # `ve-+` is every interface whose name starts with `ve-`.
  pattern = name: ''"${if lib.hasSuffix "+" name then lib.removeSuffix "+" name + "*" else name}"'';
  set = elements: "{ ${lib.concatStringsSep ", " elements} }";

  # `[fd00::2]:80` and `fd00::2` are IPv6, `10.0.0.1:80` and `10.0.0.1` are not.
  family =
    forward: if builtins.length (lib.splitString ":" forward.destination) > 2 then "ip6" else "ip";

  outside =
    lib.optionalString (cfg.externalInterface != null) "oifname ${pattern cfg.externalInterface} ";

  # Translate to a fixed address where one is given, else to whatever address the interface has.
  translate =
    v6:
    let
      fixed = if v6 then cfg.externalIPv6 else cfg.externalIP;
    in
    if fixed == null then "masquerade" else "snat ${if v6 then "ip6" else "ip"} to ${fixed}";

  fromInside =
    v6:
    let
      ips = if v6 then cfg.internalIPv6s else cfg.internalIPs;
      protocol = if v6 then "ipv6" else "ipv4";
    in
    lib.optionalString (cfg.internalInterfaces != [ ]) ''
      ${"    "}meta nfproto ${protocol} iifname ${set (map pattern cfg.internalInterfaces)} ${outside}${translate v6}
    ''
    + lib.optionalString (ips != [ ]) ''
      ${"    "}${if v6 then "ip6" else "ip"} saddr ${set ips} ${outside}${translate v6}
    '';

  ports = sourcePort: lib.replaceStrings [ ":" ] [ "-" ] (toString sourcePort);

  forwardRule = condition: forward: ''
    ${"    "}meta nfproto ${if family forward == "ip6" then "ipv6" else "ipv4"} ${condition}${forward.proto} dport ${ports forward.sourcePort} dnat ${family forward} to ${forward.destination}
  '';

  # Forwarding applies to what arrives from outside, and to what the machine itself sends to its own addresses.
  arriving =
    forward:
    if forward.local or false || cfg.externalInterface == null then
      "fib daddr type local "
    else
      "iifname ${pattern cfg.externalInterface} ";

  forwards = cfg.forwardPorts ++ cfg.localForwards;
  active = cfg.enable || cfg.localForwards != [ ];

  rules = ''
    # Written by Firn from networking.nat and the forwarded ports of containers.
    table inet firn-nat
    delete table inet firn-nat
    table inet firn-nat {
      chain prerouting {
        type nat hook prerouting priority dstnat; policy accept;
    ${lib.concatMapStrings (forward: forwardRule (arriving forward) forward) forwards}${
      lib.optionalString (cfg.dmzHost != null && cfg.externalInterface != null) ''
        ${"    "}iifname ${pattern cfg.externalInterface} dnat ip to ${cfg.dmzHost}
      ''
    }  }

      chain output {
        type nat hook output priority -100; policy accept;
    ${lib.concatMapStrings (forwardRule "ip daddr != 127.0.0.0/8 fib daddr type local ") (
      lib.filter (forward: family forward == "ip") forwards
    )}  }

      chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
    ${lib.optionalString cfg.enable (
      fromInside false + lib.optionalString cfg.enableIPv6 (fromInside true)
    )}  }
    ${lib.optionalString (cfg.extraRules != "") "${lib.removeSuffix "\n" cfg.extraRules}\n"}}
  '';

  ruleset = pkgs.writeText "nat.nft" rules;
in
{
  options.networking.nat = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether machines on inner networks, containers among them, reach the outside through this one.";
    };

    enableIPv6 = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether IPv6 is translated too.";
    };

    internalInterfaces = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [
        "eth0"
        "ve-+"
      ];
      description = "Interfaces whose traffic is translated; `ve-+` is that of all containers.";
    };

    internalIPs = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "192.168.1.0/24" ];
      description = "Addresses whose traffic is translated.";
    };

    internalIPv6s = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "fc00::/64" ];
      description = "IPv6 addresses whose traffic is translated.";
    };

    externalInterface = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "eth1";
      description = "The interface to the outside; null is any.";
    };

    externalIP = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "203.0.113.123";
      description = "The address that translated traffic gets; null is that of the interface.";
    };

    externalIPv6 = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "2001:db8::1";
      description = "The same for IPv6.";
    };

    forwardPorts = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            sourcePort = mkOption {
              type = types.either types.int (types.strMatching "[[:digit:]]+:[[:digit:]]+");
              example = 8080;
              description = "The port outside, or a range such as `60000:61000`.";
            };
            destination = mkOption {
              type = types.str;
              example = "10.0.0.1:80";
              description = "Where the connection goes: an address, with a port where that differs.";
            };
            proto = mkOption {
              type = types.enum [
                "tcp"
                "udp"
              ];
              default = "tcp";
              example = "udp";
              description = "The protocol.";
            };
            loopbackIPs = mkOption {
              type = types.listOf types.str;
              default = [ ];
              visible = false;
              description = "Accepted for configurations that set it; the machine's own addresses always work.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          sourcePort = 8080;
          destination = "10.0.0.1:80";
        }
      ];
      description = "Ports that are forwarded to inner machines.";
    };

    localForwards = mkOption {
      type = types.listOf types.attrs;
      internal = true;
      default = [ ];
      description = "Ports forwarded to containers, from wherever they are asked for.";
    };

    dmzHost = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "10.0.0.1";
      description = "The machine that gets all traffic that nothing else takes.";
    };

    extraRules = mkOption {
      type = types.lines;
      default = "";
      example = "chain guests { type nat hook postrouting priority 101; ip saddr 192.0.2.0/24 masquerade; }";
      description = "Further nftables chains for the table.";
    };
  };

  config = lib.mkIf active {
    boot.kernel.sysctl = {
      "net.ipv4.conf.all.forwarding" = lib.mkOverride 99 true;
      "net.ipv4.conf.default.forwarding" = lib.mkOverride 99 true;
    }
    // lib.optionalAttrs cfg.enableIPv6 {
      "net.ipv6.conf.all.forwarding" = lib.mkOverride 99 true;
      "net.ipv6.conf.default.forwarding" = lib.mkOverride 99 true;
    };

    system.build.rulesets.nat = rules;

    systemd.services.nat = {
      description = "Network address translation";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-pre.target" ];
      before = [ "network-pre.target" ];
      after = [
        "firewall.service"
        "systemd-modules-load.service"
      ];
      reloadIfChanged = true;
      unitConfig.ConditionCapability = "CAP_NET_ADMIN";
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        ExecStart = "${pkgs.nftables}/bin/nft -f ${ruleset}";
        ExecReload = "${pkgs.nftables}/bin/nft -f ${ruleset}";
        ExecStop = "${pkgs.nftables}/bin/nft delete table inet firn-nat";
      };
    };
  };
}
