# As published in "Containers and images", section "Declarative NixOS containers".
{
  containers.web = {
    autoStart = true;
    config = { config, pkgs, ... }: {
      services.nginx.enable = true;
      services.nginx.virtualHosts."localhost".root = "/var/www";
      networking.firewall.allowedTCPPorts = [ 80 ];
      system.stateVersion = "24.11";
    };
  };
}
