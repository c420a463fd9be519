# What generated hardware configurations say. A host keeps its own kernel, firmware and drivers, so most of it is taken note of and nothing done.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;

  noted =
    what: example: options:
    mkOption {
      type = types.submodule {
        freeformType = types.attrsOf types.anything;
        inherit options;
      };
      default = { };
      inherit example;
      description = "Accepted for configurations that set it: ${what} is the machine's own.";
    };

  governor = config.powerManagement.cpuFreqGovernor;
in
{
  options = {
    hardware = noted "hardware, with its firmware and drivers," {
      enableRedistributableFirmware = true;
    } { };
    powerManagement =
      noted "power management, but for the options listed here,"
        {
          cpuFreqGovernor = "powersave";
        }
        {
          cpuFreqGovernor = mkOption {
            type = types.nullOr types.str;
            default = null;
            example = "ondemand";
            description = "What decides on the frequency of processors, of what the kernel offers; null leaves it as it is.";
          };
        };
  };

  config.systemd.tmpfiles.rules = lib.mkIf (governor != null && !config.boot.isContainer) [
    "w /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor - - - - ${governor}"
  ];
}
