# What the system modules take for granted of a machine, and a container does not have.
{ config, lib, ... }:

{
  config = {
    boot.isContainer = lib.mkDefault true;
    # All there is comes from the store, but not as a root tree that systemd would boot.
    firn.host.root = lib.mkForce "distribution";
    # The engine that runs the container sees to the network.
    networking.firewall.enable = lib.mkForce false;
    # Data of a container lies in volumes whose layout is the image's business.
    system.stateVersion = lib.mkDefault config.system.nixos.release;
    environment.etc."tmpfiles.d/firn.conf".enable = false;
  };
}
