# As published in "NixOS Containers", section "Resource Limits", which gives the definition alone.
{
containers.mycontainer = {
# Set CPU limits
config = { config, pkgs, ... }: {
systemd.slices.container.sliceConfig = {
CPUQuota = "50%"; # Limit to 50% CPU
};
};
# Memory limits can be set via the host's systemd configuration
extraFlags = [ "--memory-limit=1G" ];
};
}
