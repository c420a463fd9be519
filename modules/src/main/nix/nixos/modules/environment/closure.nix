# What a root file system made from the closure needs in /etc that packages leave to their install scripts.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.firn.host;
in
{
  config = lib.mkMerge [
    {
      # What a boot knows of the system in force, until a switch says more.
      environment.etc."tmpfiles.d/firn.conf".text = ''
        L /run/current-system - - - - /nix/var/nix/profiles/system
      '';
    }

    (lib.mkIf (cfg.root == "closure") {
      environment.etc = {
        # A copy: systemd-nspawn looks for it before the store is mounted.
        "os-release" = {
          mode = "0644";
          text = ''
            NAME=Firn
            ID=firn
            ID_LIKE=debian
            VERSION="${config.system.nixos.version}"
            VERSION_ID="${config.system.nixos.release}"
            PRETTY_NAME="Firn ${config.system.nixos.release}"
          '';
        };

        "profile".text = ''
          # Written by Firn. Settings of this machine are in /etc/profile.d.
          if [ "$(id -u)" -eq 0 ]; then
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
          else
            PATH=/usr/local/bin:/usr/bin:/bin
          fi
          export PATH
          for file in /etc/profile.d/*.sh; do
            [ -r "$file" ] && . "$file"
          done
          unset file
        '';

        # Without this a first boot would enable every unit that the packages bring.
        "systemd/system-preset/00-firn.preset".text = "disable *\n";

        "default/locale" = {
          text = "LANG=${config.i18n.defaultLocale}\n";
        };
      };
    })
  ];
}
