# Shells.
{ ... }:
{
  # nixpkgs' bash is also the machine's sh.
  bash.links."bin/sh" = "@out@/bin/bash";
}
