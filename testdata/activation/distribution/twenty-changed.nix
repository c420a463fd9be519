# One unit in one of them is another.
{ pkgs, ... }:

{
  imports = [ ./twenty.nix ];
  containers.c7.config.systemd.services.work.serviceConfig.ExecStart = "${pkgs.busybox}/bin/busybox sleep 2007";
}
