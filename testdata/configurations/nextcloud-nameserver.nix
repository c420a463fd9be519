# As published in "NixOS Containers", section "Further informations", with the closing braces the page has lost.
{
containers.nextcloud.config = { config, pkgs, ... }: {
  environment.etc."resolv.conf".text = "nameserver";
};
}
