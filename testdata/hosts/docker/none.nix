# Docker and its containers are gone.
{ pkgs, ... }:
{
  networking.hostName = "docker";
  networking.firewall.enable = false;
  system.stateVersion = "24.11";
  environment.systemPackages = [ pkgs.busybox ];
}
