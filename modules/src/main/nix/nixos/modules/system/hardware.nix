# What generated hardware configurations say. A host keeps its own kernel, firmware and drivers, so all of it is taken note of and nothing done.
{ lib, ... }:
let
  inherit (lib) mkOption types;

  noted =
    what: example:
    mkOption {
      type = types.submodule { freeformType = types.attrsOf types.anything; };
      default = { };
      inherit example;
      description = "Accepted for configurations that set it: ${what} is the machine's own.";
    };
in
{
  options = {
    hardware = noted "hardware, with its firmware and drivers," { enableRedistributableFirmware = true; };
    powerManagement = noted "power management" { cpuFreqGovernor = "powersave"; };
    zramSwap = noted "compressed swap in memory" { enable = true; };
  };
}
