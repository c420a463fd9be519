{ lib, ... }:
{
  system.stateVersion = "24.11";
  containers.web = lib.mkMerge [
    {
      hostAddress = "10.0.0.1";
      config.system.stateVersion = "24.11";
    }
    (lib.mkIf true { localAddress = lib.mkDefault "10.0.0.2"; })
  ];
  containers.both = {
    privateNetwork = true;
    networkNamespace = "/run/netns/blue";
    config.system.stateVersion = "24.11";
  };
}
