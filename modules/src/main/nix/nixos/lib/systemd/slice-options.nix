# `systemd.slices.<name>`
{ lib, types, common }:

{
  imports = [ common.unit ];

  options.sliceConfig = common.section "systemd.slice(5)" {
    CPUQuota = "50%";
    MemoryMax = "1G";
  };
}
