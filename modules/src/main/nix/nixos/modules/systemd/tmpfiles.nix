# Files and folders that must exist, for systemd-tmpfiles.
{
  config,
  lib,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.systemd.tmpfiles;

  line = types.submodule (
    { name, ... }:
    {
      options =
        let
          field =
            default: description:
            mkOption {
              type = types.str;
              inherit default description;
            };
        in
        {
          type = field name "The kind of line, see {manpage}`tmpfiles.d(5)`: `d` makes a folder, `f` a file.";
          mode = field "-" "The permissions, in octal.";
          user = field "-" "The owner.";
          group = field "-" "The group.";
          age = field "-" "After how long without use the contents are removed.";
          argument = field "" "What else this kind of line needs.";
        };
    }
  );

  render =
    rules:
    lib.concatStrings (
      lib.concatLists (
        lib.mapAttrsToList (
          path: lines:
          lib.mapAttrsToList (
            _: l:
            "'${l.type}' '${lib.replaceStrings [ "%" ] [ "%%" ] path}' '${l.mode}' '${l.user}' '${l.group}' '${l.age}' ${l.argument}\n"
          ) lines
        ) rules
      )
    );

  # Services that start after the system is initialised; one that starts earlier would close a circle.
  laterServices = map (name: "${name}.service") (
    lib.attrNames (
      lib.filterAttrs (
        name: service:
        name != "systemd-tmpfiles-resetup"
        && service.enable
        && service.overrideStrategy != "asDropin"
        && service.unitConfig.DefaultDependencies or true
        && !lib.hasSuffix "@" name
      ) config.systemd.services
    )
  );

  files = lib.filterAttrs (name: _: lib.hasPrefix "tmpfiles.d/" name) config.environment.etc;
in
{
  options.systemd.tmpfiles = {
    rules = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "d /srv/app 0750 app app -" ];
      description = "Lines of {manpage}`tmpfiles.d(5)`, applied at boot and at a switch that changes them.";
    };

    settings = mkOption {
      type = types.attrsOf (types.attrsOf (types.attrsOf line));
      default = { };
      example = {
        "10-app"."/srv/app".d = {
          mode = "0750";
          user = "app";
          group = "app";
        };
      };
      description = "The same as data: file name, path, kind of line.";
    };

    packages = mkOption {
      type = types.listOf types.package;
      default = [ ];
      description = "Packages that bring files in `lib/tmpfiles.d`.";
    };
  };

  config = {
    environment.etc = lib.mkMerge [
      (lib.mkIf (cfg.rules != [ ]) {
        "tmpfiles.d/00-nixos.conf".text = ''
          # Written by Firn from systemd.tmpfiles.rules in the configuration.
          ${lib.concatStringsSep "\n" cfg.rules}
        '';
      })
      (lib.mapAttrs' (
        name: rules: lib.nameValuePair "tmpfiles.d/${name}.conf" { text = render rules; }
      ) cfg.settings)
    ];

    # At boot systemd's own units apply the rules; at a switch that changes them this one does, before the
    # services start that may need the folders.
    systemd.services.systemd-tmpfiles-resetup = lib.mkIf (cfg.rules != [ ] || cfg.settings != { }) {
      description = "Apply changed rules for files and folders";
      wantedBy = [ "sysinit.target" ];
      after = [
        "local-fs.target"
        "systemd-tmpfiles-setup.service"
        "systemd-sysusers.service"
      ];
      before = [ "shutdown.target" ] ++ laterServices;
      conflicts = [ "shutdown.target" ];
      enableDefaultPath = false;
      unitConfig.DefaultDependencies = false;
      restartTriggers = lib.mapAttrsToList (_: file: file.source) files;
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        ExecStart = "/usr/bin/systemd-tmpfiles --create --remove --exclude-prefix=/dev";
        # 65 and 73: a line of someone else's rules could not be used.
        SuccessExitStatus = "DATAERR CANTCREAT";
      };
    };
  };
}
