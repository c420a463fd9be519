# As published in "Containers and images", section "Declarative NixOS containers".
{
  containers.web = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "192.168.100.1";
    localAddress = "192.168.100.2";
    config = { pkgs, ... }: {
      services.nginx.enable = true;
      system.stateVersion = "24.11";
    };
  };
}
