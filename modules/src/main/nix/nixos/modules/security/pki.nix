# The authorities whose certificates are trusted. An ordinary distribution has its own.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  bundle = "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt";
in
{
  config.environment.etc = lib.mkIf (config.firn.host.root == "closure") {
    # Debian's name for it, and that of NixOS.
    "ssl/certs/ca-certificates.crt".source = bundle;
    "ssl/certs/ca-bundle.crt".source = bundle;
  };
}
