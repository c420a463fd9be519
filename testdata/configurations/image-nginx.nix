# As published in "Write container images as NixOS machines", section "Systemd support for NixOS modules", with
# the closing braces the page has lost.
with import <nixpkgs> { };
lib.makeImage ({ pkgs, ... }: {
  config = {
    image.name = "nginx";
    # Yeah! It is the NixOS module!
    services.nginx.enable = true;
  };
})
