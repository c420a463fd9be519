# As published in "NixOS Containers", section "Bindmounts and Storage", which gives the definition alone.
{
containers.mycontainer = {
# Bind mount host directories to container
bindMounts = {
"/host/data" = {
hostPath = "/path/on/host";
isReadOnly = false;
};
};
# You can also use ephemeralRootfs for temporary containers
ephemeralRootfs = true;
};
}
