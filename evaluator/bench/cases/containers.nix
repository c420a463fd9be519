# One host with twenty declarative containers.
{ lib, ... }:
{
  boot.loader.grub.device = "/dev/sda";
  fileSystems."/" = {
    device = "/dev/sda1";
    fsType = "ext4";
  };
  containers = lib.listToAttrs (
    map (
      n:
      lib.nameValuePair "web${toString n}" {
        autoStart = true;
        privateNetwork = true;
        hostAddress = "192.168.100.1";
        localAddress = "192.168.100.${toString (n + 1)}";
        config = {
          services.nginx.enable = true;
          services.nginx.virtualHosts."site${toString n}".root = "/srv/www";
          networking.firewall.allowedTCPPorts = [ 80 ];
          system.stateVersion = "20.09";
        };
      }
    ) (lib.range 1 20)
  );
  system.stateVersion = "20.09";
}
