# What kind of machine this is: an ordinary distribution on which Firn owns only what is declared, or a
# root file system made wholly from the closure.
{ config, lib, ... }:

let
  cfg = config.firn.host;
in
{
  options.firn.host = {
    root = lib.mkOption {
      type = lib.types.enum [
        "distribution"
        "closure"
      ];
      default = if config.boot.isContainer then "closure" else "distribution";
      defaultText =
        lib.literalExpression ''if config.boot.isContainer then "closure" else "distribution"'';
      example = "closure";
      description = ''
        Where the machine's `/usr` comes from. On a `"distribution"` Firn adds to an installed Linux and leaves
        alone what it does not declare. With `"closure"` all of the machine comes from the store: `/usr` is a
        tree of packages, and `/etc` starts from their skeleton. Containers are always made from the closure;
        `firn rebuild try` makes its throwaway host so.
      '';
    };

    packages = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "systemd-timesyncd" ];
      description = ''
        Names of Debian packages in the `/usr` of a machine made from the closure. This is for what must lie at
        its own place, such as systemd and what plugs into it; programs for users belong into
        {option}`environment.systemPackages`.
      '';
    };

    nested = lib.mkOption {
      type = lib.types.bool;
      default = cfg.root == "closure";
      defaultText = lib.literalExpression ''config.firn.host.root == "closure"'';
      example = true;
      description = ''
        Whether the machine may itself run in a container whose rights are limited: settings that need more, such
        as limits on the number of processes of OCI containers, are then left out.
      '';
    };

    keepSSHReachable = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = ''
        Whether the firewall of an ordinary distribution leaves port 22 open though no declared service asks for
        it, so that switching a remote machine to Firn does not lock its owner out.
      '';
    };
  };

  # What a root file system needs to boot under systemd and to be worked in.
  config.firn.host.packages = lib.mkIf (cfg.root == "closure") (
    [
      "base-files"
      "base-passwd"
      "bash"
      "coreutils"
      "dash"
      "dbus"
      "debianutils"
      "diffutils"
      "findutils"
      "grep"
      "gzip"
      "hostname"
      "iproute2"
      "libnss-myhostname"
      "libnss-systemd"
      "libpam-modules"
      "libpam-runtime"
      "libpam-systemd"
      "login"
      "mount"
      "passwd"
      "procps"
      "sed"
      "systemd"
      "systemd-sysv"
      "tar"
      "util-linux"
    ]
    ++ lib.optionals (!config.boot.isContainer) [
      "kmod"
      "nftables"
      "udev"
    ]
  );
}
