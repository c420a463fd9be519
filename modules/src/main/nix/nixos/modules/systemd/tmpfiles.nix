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
            default: example: description:
            mkOption {
              type = types.str;
              inherit default example description;
            };
        in
        {
          type =
            field name "d" "The kind of line, see {manpage}`tmpfiles.d(5)`: `d` makes a folder, `f` a file.";
          mode = field "-" "0750" "The permissions, in octal.";
          user = field "-" "app" "The owner.";
          group = field "-" "app" "The group.";
          age = field "-" "10d" "After how long without use the contents are removed.";
          argument = field "" "/srv/app/current" "What else this kind of line needs.";
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

  # The files written here; at boot systemd reads them with all others.
  ours =
    lib.optional (cfg.rules != [ ]) "/etc/tmpfiles.d/00-nixos.conf"
    ++ map (name: "/etc/tmpfiles.d/${name}.conf") (lib.attrNames cfg.settings)
    ++ map (name: "/etc/tmpfiles.d/${name}") (lib.attrNames brought);

  # Reading what a package holds builds it.
  brought = lib.foldl' (
    all: package:
    let
      path = "${package}/lib/tmpfiles.d";
    in
    all
    // lib.mapAttrs (name: _: { source = "${path}/${name}"; }) (
      lib.filterAttrs (name: _: lib.hasSuffix ".conf" name) (
        lib.optionalAttrs (builtins.pathExists path) (builtins.readDir path)
      )
    )
  ) { } cfg.packages;
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
      example = lib.literalExpression "[ pkgs.rsync ]";
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
      (lib.mapAttrs' (name: lib.nameValuePair "tmpfiles.d/${name}") brought)
    ];

    # A switch applies them before it starts units that may need the folders. 65 and 73 say that one line could
    # not be used, which is no reason to undo the switch; systemd-tmpfiles has said so itself.
    system.activationScripts.tmpfiles = lib.mkIf (ours != [ ]) ''
      /usr/bin/systemd-tmpfiles --create --remove ${lib.escapeShellArgs ours} || case $? in
        65 | 73) ;;
        *) false ;;
      esac
    '';
  };
}
