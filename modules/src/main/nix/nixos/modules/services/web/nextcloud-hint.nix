# What to do about Nextcloud, which the Debian archive does not have.
''
  The Debian archive has no package of Nextcloud. Set services.nextcloud.package to one, for example
    services.nextcloud.package = pkgs.fetchzip {
      url = "https://download.nextcloud.com/server/releases/nextcloud-29.0.0.tar.bz2";
      hash = "sha256-…";
    };''
