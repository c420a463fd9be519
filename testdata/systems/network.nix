# Names, addresses, the firewall and address translation.
{
  system.stateVersion = "24.11";
  networking = {
    hostName = "gate";
    domain = "example.org";
    nameservers = [ "9.9.9.9" ];
    hosts."192.168.0.2" = [ "files" ];
    interfaces.eth1.ipv4.addresses = [
      {
        address = "192.168.0.1";
        prefixLength = 24;
      }
    ];
    defaultGateway = "192.168.0.254";
    bridges.br0.interfaces = [ "eth2" ];
    firewall = {
      allowedTCPPorts = [
        443
        80
      ];
      interfaces."ve-+".allowedUDPPorts = [ 53 ];
    };
    nat = {
      enable = true;
      internalInterfaces = [ "ve-+" ];
      externalInterface = "eth0";
      forwardPorts = [
        {
          sourcePort = 8080;
          destination = "192.168.0.2:80";
        }
      ];
    };
  };
}
