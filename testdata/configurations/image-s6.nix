# As published in "Write container images as NixOS machines", section "Use s6 as init system to run services",
# with the closing braces the page has lost.
with import <nixpkgs> { };
lib.makeImage ({ pkgs, ... }: {
  config = {
    image.name = "s6";
    s6.services.nginx = {
      execStart = ''${pkgs.nginx}/bin/nginx -g "daemon off;"'';
    };
  };
})
