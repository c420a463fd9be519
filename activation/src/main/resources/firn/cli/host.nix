# A host with a container and an image, as users write them: what the cache for whole systems is trained with.
{
  config,
  pkgs,
  lib,
  ...
}:

{
  networking.hostName = "training";
  system.stateVersion = "24.11";
  environment.systemPackages = [ pkgs.hello ];
  environment.etc."training/text".text = "text\n";
  users.users.someone = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
  };
  systemd.services.clock = {
    description = "Writes the time";
    wantedBy = [ "multi-user.target" ];
    serviceConfig.StateDirectory = "clock";
    script = "date > /var/lib/clock/now";
  };
  networking.firewall.allowedTCPPorts = [ 80 ];

  containers.web = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "192.168.100.10";
    localAddress = "192.168.100.11";
    config = {
      system.stateVersion = "24.11";
      services.nginx.enable = true;
      services.nginx.virtualHosts.localhost.root = pkgs.writeTextDir "index.html" "text";
    };
  };

  virtualisation.oci-containers.containers.greeter = {
    image = "greeter:latest";
    imageFile = pkgs.dockerTools.buildLayeredImage {
      name = "greeter";
      tag = "latest";
      contents = [ pkgs.bash ];
      config.Cmd = [ "${pkgs.hello}/bin/hello" ];
    };
  };

  firn.health.clock.unit = "clock.service";
}
