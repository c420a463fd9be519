# Links that are made of others: bridges, and macvlans beside an interface.
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

  unit = description: {
    inherit description;
    wantedBy = [
      "multi-user.target"
      "network.target"
    ];
    before = [ "network.target" ];
    wants = [ "network-pre.target" ];
    after = [ "network-pre.target" ];
    unitConfig.ConditionCapability = "CAP_NET_ADMIN";
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
    };
  };

  # Makes the bridge what is declared, whatever it is: run again it takes nothing away but members that are no
  # longer declared, so that the links of containers stay in it.
  bridgeScript =
    name: bridge:
    ''
      ${ip} link show dev ${name} >/dev/null 2>&1 || ${ip} link add name ${name} type bridge
      ${ip} link set dev ${name} type bridge stp_state ${if bridge.rstp then "1" else "0"}
      members=/run/firn/bridges/${name}
      mkdir -p /run/firn/bridges
      for member in $(cat $members 2>/dev/null); do
        case " ${toString bridge.interfaces} " in
          *" $member "*) ;;
          *) ${ip} link set dev "$member" nomaster || true ;;
        esac
      done
      echo "${toString bridge.interfaces}" > $members
    ''
    + lib.concatMapStrings (member: ''
      ${ip} link set dev ${member} master ${name}
      ${ip} link set dev ${member} up
    '') bridge.interfaces
    + ''
      ${ip} link set dev ${name} up
    '';

  bridgeUnit =
    name: bridge:
    lib.nameValuePair "bridge-${name}" (
      unit "Bridge ${name}"
      // {
        reloadIfChanged = true;
        script = bridgeScript name bridge;
        reload = bridgeScript name bridge;
        postStop = ''
          ${ip} link del dev ${name} || true
          rm -f /run/firn/bridges/${name}
        '';
      }
    );

  macvlanUnit =
    name: macvlan:
    lib.nameValuePair "macvlan-${name}" (
      unit "Macvlan ${name}"
      // {
        script = ''
          ${ip} link del dev ${name} 2>/dev/null || true
          ${ip} link add link ${macvlan.interface} name ${name} type macvlan${
            lib.optionalString (macvlan.mode != null) " mode ${macvlan.mode}"
          }
          ${ip} link set dev ${macvlan.interface} up
          ${ip} link set dev ${name} up
        '';
        postStop = "${ip} link del dev ${name} || true";
      }
    );
in
{
  options.networking = {
    bridges = mkOption {
      type = types.attrsOf (
        types.submodule {
          options = {
            interfaces = mkOption {
              type = types.listOf types.str;
              example = [ "eth0" ];
              description = "The interfaces that the bridge joins.";
            };
            rstp = mkOption {
              type = types.bool;
              default = false;
              example = true;
              description = "Whether the bridge guards against loops with the spanning tree protocol.";
            };
          };
        }
      );
      default = { };
      example = {
        br0.interfaces = [ "eth0" ];
      };
      description = ''
        Bridges: switches made of interfaces. A switch that changes one leaves what else is in it, such as
        containers, connected.
      '';
    };

    macvlans = mkOption {
      type = types.attrsOf (
        types.submodule {
          options = {
            interface = mkOption {
              type = types.str;
              example = "eth0";
              description = "The interface beside which this one is.";
            };
            mode = mkOption {
              type = types.nullOr (types.enum [
                "vepa"
                "bridge"
                "private"
                "passthru"
              ]);
              default = null;
              example = "bridge";
              description = "Which of its neighbours it reaches; null leaves it to the kernel.";
            };
          };
        }
      );
      default = { };
      example = {
        wan = {
          interface = "eth0";
          mode = "bridge";
        };
      };
      description = "Further interfaces on the network of one, each with a hardware address of its own.";
    };
  };

  config.systemd.services =
    lib.mapAttrs' bridgeUnit cfg.bridges // lib.mapAttrs' macvlanUnit cfg.macvlans;
}
