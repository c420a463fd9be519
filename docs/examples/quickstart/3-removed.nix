# The same system without containers.web.
#
# The container stops and its unit goes; what it kept in /var/lib/nixos-containers/web stays, and Firn says so.
#
# Importing configuration.nix can only add to it. To take something out, this file calls it as what it is, a
# function that returns a set, and returns the set without one container and its check.
{
  config,
  pkgs,
  lib,
  ...
}@arguments:

let
  full = import ./configuration.nix arguments;
in
full
// {
  containers = builtins.removeAttrs full.containers [ "web" ];
  firn.health = builtins.removeAttrs full.firn.health [ "web" ];
}
