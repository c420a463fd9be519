# What configurations say about the machine around their services: proxies, manuals, hardware, names of former times.
{ lib, ... }:
{
  system.stateVersion = "24.11";

  networking.proxy = {
    default = "http://proxy.example.org:3128";
    noProxy = "localhost,.example.org";
    rsyncProxy = null;
  };

  documentation.man.enable = false;

  # As generated hardware configurations have it.
  hardware.cpu.intel.updateMicrocode = lib.mkDefault true;
  powerManagement.cpuFreqGovernor = lib.mkDefault "powersave";
  zramSwap.enable = true;

  users.extraUsers.bob.isNormalUser = true;
  users.extraGroups.staff.gid = 5000;

  lib.mine.double = x: 2 * x;
  meta.maintainers = [ { name = "Bob"; } ];
}
