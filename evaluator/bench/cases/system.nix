# One host with a declarative container and a container of an image.
{ ... }:
{
  boot.loader.grub.device = "/dev/sda";
  fileSystems."/" = {
    device = "/dev/sda1";
    fsType = "ext4";
  };
  containers.web = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "192.168.100.1";
    localAddress = "192.168.100.2";
    config = {
      services.nginx.enable = true;
      services.nginx.virtualHosts.localhost.root = "/srv/www";
      networking.firewall.allowedTCPPorts = [ 80 ];
      system.stateVersion = "20.09";
    };
  };
  virtualisation.oci-containers = {
    backend = "podman";
    containers.page = {
      image = "example.org/page:1";
      ports = [ "3000:3000" ];
    };
  };
  system.stateVersion = "20.09";
}
