{ lib, ... }:
{
  assertions = [
    {
      assertion = false;
      message = "The cake must be baked.";
    }
    {
      assertion = true;
      message = "Not this one.";
    }
    {
      assertion = lib.hasPrefix "a" "banana";
      message = "A fruit must begin with a.";
    }
  ];
  warnings = [ "The oven is off." ];
  networking.nat = {
    enable = true;
    forwardPorts = [
      {
        sourcePort = 80;
        destination = "10.0.0.1:80";
      }
    ];
  };
  system.stateVersion = "24.11";
}
