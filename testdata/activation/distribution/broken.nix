# The service fails, so the switch is taken back.
{ pkgs, ... }:

{
  imports = [ ./one.nix ];

  environment.etc."owner/broken/file".text = "broken\n";
  systemd.services.own.serviceConfig.ExecStart = "${pkgs.busybox}/bin/busybox false";
}
