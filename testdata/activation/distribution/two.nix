{ pkgs, ... }:

{
  imports = [ ./one.nix ];

  environment.etc."owner/first/file".text = "two\n";
  environment.etc."owner/second/file".text = "two\n";
  systemd.services.own.serviceConfig.ExecStart = "${pkgs.busybox}/bin/busybox sleep 1000002";
  systemd.user.services.agent.serviceConfig.ExecStart = "${pkgs.busybox}/bin/busybox sleep 1000004";
}
