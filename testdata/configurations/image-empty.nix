# As published in "Write container images as NixOS machines", section "Getting started".
with import <nixpkgs> { };
lib.makeImage{ config.image.name = "empty"; }
