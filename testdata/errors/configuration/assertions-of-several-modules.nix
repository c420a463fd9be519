# All that is wrong is said at once, whichever module finds it; so are warnings.
{ lib, ... }:
{
  imports = [
    {
      assertions = [
        {
          assertion = false;
          message = "The first module says no.";
        }
      ];
    }
  ];
  assertions = [
    {
      assertion = false;
      message = "So does the second.";
    }
  ];
  networking.nat = {
    enable = true;
    externalInterface = null;
    forwardPorts = [
      {
        sourcePort = 80;
        destination = "10.0.0.1:80";
      }
    ];
  };
  users.users.alice = {
    isNormalUser = true;
    isSystemUser = true;
  };
  system.stateVersion = "24.11";
}
