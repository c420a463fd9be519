# The package set that these systems are evaluated with: the real one, over a small archive in which every
# package is one file. Nothing is fetched or built.
{ nix, lib }:

import nix {
  inherit lib;
  system = "x86_64-linux";
  overlays = [ (import (nix + "/nixos/modules/system/supplied.nix")) ];
  archive = rec {
    names = lib.genAttrs (programs ++ map (extension: "php8.2-${extension}") extensions) (_: null);

    extensions = [
      "bcmath"
      "bz2"
      "curl"
      "dba"
      "enchant"
      "gd"
      "gmp"
      "imap"
      "interbase"
      "intl"
      "ldap"
      "mbstring"
      "mysql"
      "odbc"
      "opcache"
      "pgsql"
      "pspell"
      "readline"
      "snmp"
      "soap"
      "sqlite3"
      "tidy"
      "xml"
      "xsl"
      "zip"
    ];

    programs = [
      "aardvark-dns"
      "bash"
      "binutils"
      "busybox"
      "busybox-static"
      "bzip2"
      "ca-certificates"
      "catatonit"
      "conmon"
      "containerd"
      "coreutils"
      "cron"
      "crun"
      "curl"
      "dash"
      "diffutils"
      "docker.io"
      "file"
      "findutils"
      "fish"
      "fuse-overlayfs"
      "g++-12"
      "gawk"
      "git"
      "grep"
      "gvisor"
      "gzip"
      "hello"
      "htop"
      "iproute2"
      "iptables"
      "iputils-ping"
      "kmod"
      "lego"
      "less"
      "libc-bin"
      "libc6"
      "libc6-dev"
      "libnginx-mod-http-echo"
      "libmagic-mgc"
      "libstdc++6"
      "linux-image-amd64"
      "locales"
      "make"
      "mariadb-client"
      "mariadb-server"
      "mariadb-server-core"
      "mariadb-client-core"
      "redis-tools"
      "btrfs-progs"
      "libnginx-mod-http-brotli-filter"
      "libnginx-mod-http-brotli-static"
      "libnginx-mod-stream"
      "mtr"
      "nano"
      "netavark"
      "nftables"
      "nginx"
      "nginx-common"
      "nginx-light"
      "nix-bin"
      "openssh-client"
      "openssh-server"
      "openssh-sftp-server"
      "openssl"
      "patch"
      "perl-base"
      "php"
      "php-fpm"
      "php8.2-bcmath"
      "php8.2-cli"
      "php8.2-common"
      "php8.2-curl"
      "php8.2-fpm"
      "php8.2-gd"
      "php8.2-gmp"
      "php8.2-imap"
      "php8.2-intl"
      "php8.2-ldap"
      "php8.2-mbstring"
      "php8.2-mysql"
      "php8.2-opcache"
      "php8.2-pgsql"
      "php8.2-readline"
      "php8.2-soap"
      "php8.2-sqlite3"
      "php8.2-xml"
      "php8.2-zip"
      "podman"
      "postgresql"
      "postgresql-15"
      "postgresql-client-15"
      "python3"
      "redis-server"
      "rsync"
      "runc"
      "screen"
      "sed"
      "slirp4netns"
      "sudo"
      "systemd"
      "systemd-container"
      "tar"
      "tmux"
      "tzdata"
      "uidmap"
      "util-linux"
      "vim"
      "xz-utils"
      "zsh"
    ];

    package = name: {
      version = "1";
      component = {
        inherit name;
        members = [ (member name) ];
        depends = [ ];
        siblings = [ ];
        base = true;
      };
    };

    closure = map member;

    describe = _: {
      description = "";
      homepage = "";
    };

    member = name: {
      inherit name;
      file = "${name}.deb";
      url = "mirror://debian/pool/${name}.deb";
      sha256 = builtins.hashString "sha256" name;
    };
  };
}
