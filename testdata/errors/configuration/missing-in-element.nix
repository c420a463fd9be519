{ lib, ... }:
{
  networking.nat = {
    enable = true;
    forwardPorts = lib.mkMerge [ (lib.mkIf true [ { sourcePort = 80; } ]) ];
  };
  system.stateVersion = "24.11";
}
