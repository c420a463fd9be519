# Twenty containers, each with a service of its own.
{
  pkgs,
  lib,
  ...
}:

let
  container = number: {
    autoStart = true;
    config = {
      networking.firewall.enable = false;
      system.stateVersion = "24.11";
      systemd.services.work = {
        wantedBy = [ "multi-user.target" ];
        serviceConfig.ExecStart = lib.mkDefault "${pkgs.busybox}/bin/busybox sleep ${toString (1000 + number)}";
      };
    };
  };
in
{
  networking.hostName = "debian";
  networking.firewall.enable = false;
  system.stateVersion = "24.11";
  containers = lib.listToAttrs (
    map (number: lib.nameValuePair "c${toString number}" (container number)) (lib.range 1 20)
  );
}
