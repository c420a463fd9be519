# What every container's own system says, before what its configuration says.
{ name, container }:

{ config, lib, ... }:

let
  ownNetwork = import ./own-network.nix container;

  plain = address: builtins.head (lib.splitString "/" address);

  isIPv6 = lib.hasInfix ":";

  # `10.0.0.2/24` with its network, `10.0.0.2` as one host.
  parse =
    address:
    let
      parts = lib.splitString "/" address;
    in
    {
      address = builtins.head parts;
      prefixLength =
        if builtins.length parts > 1 then
          lib.toInt (lib.elemAt parts 1)
        else if isIPv6 address then
          128
        else
          32;
    };

  # An option may hold an address of either family.
  link =
    settings:
    let
      given = lib.filter (address: address != null);
      local = given [
        settings.localAddress
        settings.localAddress6
      ];
      host = given [
        settings.hostAddress
        settings.hostAddress6
      ];
      routes = map (address: parse (plain address));
    in
    {
      ipv4.addresses = map parse (lib.filter (a: !isIPv6 a) local);
      ipv6.addresses = map parse (lib.filter isIPv6 local);
      ipv4.routes = routes (lib.filter (a: !isIPv6 a) host);
      ipv6.routes = routes (lib.filter isIPv6 host);
      macAddress = settings.localMacAddress;
      mtu = null;
    };

  firstOf =
    v6:
    lib.findFirst (a: a != null && isIPv6 a == v6) null [
      container.hostAddress
      container.hostAddress6
    ];

  # A container's name may have dots, which a host's name may not.
  hostName = lib.replaceStrings [ "." " " ] [ "-" "-" ] name;

  gateway =
    address:
    lib.mkIf (ownNetwork.linked && address != null) (
      lib.mkDefault {
        address = plain address;
        interface = "eth0";
      }
    );
in
{
  boot.isContainer = true;
  networking.hostName = lib.mkDefault hostName;
  firn.container = {
    inherit (ownNetwork) linked;
    managesNetwork =
      # systemd-nspawn gives no right to a namespace that others share.
      (ownNetwork.is && container.networkNamespace == null)
      || container.enableTun
      || builtins.elem "CAP_NET_ADMIN" container.additionalCapabilities;
  };

  networking.interfaces = lib.mkMerge [
    (lib.mkIf ownNetwork.linked { eth0 = link container; })
    (lib.mapAttrs (_: link) container.extraVeths)
  ];
  networking.defaultGateway = gateway (firstOf false);
  networking.defaultGateway6 = gateway (firstOf true);
}
