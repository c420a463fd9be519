# As published in "Write container images as NixOS machines", section "Getting started", with the closing
# braces the page has lost.
with import <nixpkgs> { };
lib.makeImage (
  { pkgs, ... }: {
    config.image = {
      name = "hello";
      entryPoint = [ "${pkgs.hello}/bin/hello" ];
    };
  }
)
