# What every container's own system says, before what its configuration says.
{ name, container }:

{ config, lib, ... }:

let
  plain = address: builtins.head (lib.splitString "/" address);

  # `10.0.0.2/24` with its network, `10.0.0.2` as one host.
  parse =
    length: address:
    let
      parts = lib.splitString "/" address;
    in
    {
      address = builtins.head parts;
      prefixLength =
        if builtins.length parts > 1 then lib.toInt (lib.elemAt parts 1) else length;
    };

  given = address: f: lib.optional (address != null) (f address);

  link = settings: {
    ipv4.addresses = given settings.localAddress (parse 32);
    ipv6.addresses = given settings.localAddress6 (parse 128);
    ipv4.routes = given settings.hostAddress (a: {
      address = plain a;
      prefixLength = 32;
    });
    ipv6.routes = given settings.hostAddress6 (a: {
      address = plain a;
      prefixLength = 128;
    });
    macAddress = settings.localMacAddress;
    mtu = null;
  };

  gateway =
    address:
    lib.mkIf (container.privateNetwork && address != null) (
      lib.mkDefault {
        address = plain address;
        interface = "eth0";
      }
    );
in
{
  boot.isContainer = true;
  networking.hostName = lib.mkDefault name;
  firn.container = {
    inherit (container) privateNetwork;
    managesNetwork =
      container.privateNetwork
      || container.interfaces != [ ]
      || container.macvlans != [ ]
      || container.extraVeths != { }
      || container.enableTun
      || builtins.elem "CAP_NET_ADMIN" container.additionalCapabilities;
  };

  networking.interfaces = lib.mkMerge [
    (lib.mkIf container.privateNetwork { eth0 = link container; })
    (lib.mapAttrs (_: link) container.extraVeths)
  ];
  networking.defaultGateway = gateway container.hostAddress;
  networking.defaultGateway6 = gateway container.hostAddress6;
}
