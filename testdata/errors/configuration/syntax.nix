{ config, pkgs, ... }: {
  networking.hostName = "x"
  system.stateVersion = "24.11";
}
