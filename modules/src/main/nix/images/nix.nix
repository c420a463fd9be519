# Nix in a container, for one user: `nix-build`, `nix-store` and the like work on the image's own store.
{ pkgs, ... }:
{
  config = {
    image = {
      name = "nix";
      interactive = true;
      env = {
        USER = "root";
        HOME = "/root";
        NIX_PAGER = "cat";
        SSL_CERT_FILE = "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt";
      };
    };

    nix = {
      enable = true;
      settings = {
        sandbox = false;
        # Builds run as root: the container is what holds them.
        build-users-group = "";
      };
    };

    environment.systemPackages = [
      pkgs.gnutar
      pkgs.gzip
      pkgs.xz
    ];
  };
}
