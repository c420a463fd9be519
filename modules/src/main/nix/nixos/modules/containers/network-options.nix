# The network of a container: the same options for its own link and for each of `extraVeths`.
{ lib }:

let
  inherit (lib) mkOption types;

  address =
    example: description:
    mkOption {
      type = types.nullOr types.str;
      default = null;
      inherit example description;
    };
in
{
  hostBridge = mkOption {
    type = types.nullOr types.str;
    default = null;
    example = "br0";
    description = "The bridge of the host that the host's end of the link joins; the addresses of the host are not used then.";
  };

  forwardPorts = mkOption {
    type = types.listOf (
      types.submodule {
        options = {
          protocol = mkOption {
            type = types.enum [
              "tcp"
              "udp"
            ];
            default = "tcp";
            example = "udp";
            description = "The protocol.";
          };
          hostPort = mkOption {
            type = types.port;
            example = 8080;
            description = "The port of the host.";
          };
          containerPort = mkOption {
            type = types.nullOr types.port;
            default = null;
            example = 80;
            description = "The port of the container; null is the same one.";
          };
        };
      }
    );
    default = [ ];
    example = [
      {
        protocol = "tcp";
        hostPort = 8080;
        containerPort = 80;
      }
    ];
    description = "Ports of the host that lead to the container.";
  };

  hostAddress = address "10.231.136.1" "The IPv4 address of the host's end of the link.";
  hostAddress6 = address "fc00::1" "The IPv6 address of the host's end of the link.";
  localAddress =
    address "10.231.136.2"
      "The IPv4 address of the container's end, with a prefix length where it is in a network (`10.0.0.2/24`).";
  localAddress6 = address "fc00::2" "The IPv6 address of the container's end.";
  localMacAddress = address "3a:bb:cc:dd:ee:ff" "The hardware address of the container's end.";
}
