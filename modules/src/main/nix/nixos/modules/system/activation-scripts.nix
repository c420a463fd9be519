# Shell snippets that run at every switch.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.system;

  snippet = types.submodule {
    options = {
      deps = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "users" ];
        description = "Names of snippets that run before this one.";
      };
      text = mkOption {
        type = types.lines;
        example = "mkdir -p /srv/app";
        description = "The commands.";
      };
      supportsDryActivation = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = ''
          Whether the snippet changes nothing when `$NIXOS_ACTION` is `dry-activate`, so that it may run then.
        '';
      };
    };
  };

  # Each snippet after the ones it depends on.
  ordered =
    let
      names = builtins.attrNames cfg.activationScripts;
      before =
        a: b: builtins.elem a cfg.activationScripts.${b}.deps;
      sorted = lib.toposort before names;
    in
    sorted.result
      or (throw "system.activationScripts: ${lib.concatStringsSep ", " (sorted.cycle or sorted.loops)} depend on each other in a circle");

  step =
    name:
    ''
      # ${name}
      firnSnippet=${lib.escapeShellArg name}
      ${cfg.activationScripts.${name}.text}
    '';
in
{
  options.system = {
    activationScripts = mkOption {
      type = types.attrsOf (types.coercedTo types.str (text: { inherit text; }) snippet);
      default = { };
      example = lib.literalExpression ''
        {
          greeting.text = "mkdir -p /var/lib/greeting";
        }
      '';
      description = ''
        Shell commands that run as root at every switch, after files and users are in place and before units
        start. They must be safe to run again. What files, users and units can say should be said there: Firn
        can plan and undo those, and can do neither with a script.
      '';
    };

    userActivationScripts = mkOption {
      type = types.attrsOf (types.coercedTo types.str (text: { inherit text; }) snippet);
      default = { };
      example = { cache.text = "mkdir -p ~/.cache"; };
      description = "Accepted for configurations that set it; Firn runs no scripts as users at a switch.";
    };

    build.activationScript = mkOption {
      type = types.nullOr types.package;
      internal = true;
      default =
        if cfg.activationScripts == { } then
          null
        else
          pkgs.writeShellScript "activate" ''
            export PATH=${lib.makeBinPath config.systemd.defaultPath}:/usr/bin:/usr/sbin:/bin:/sbin
            firnFailed=
            trap 'firnFailed="$firnFailed $firnSnippet"' ERR
            ${lib.concatMapStringsSep "\n" step ordered}
            if [ -n "$firnFailed" ]; then
              echo "activation snippets failed:$firnFailed" >&2
              exit 1
            fi
          '';
      description = "The script that runs all snippets, or null where there are none.";
    };
  };

  config.warnings = lib.optional (cfg.userActivationScripts != { }) ''
    system.userActivationScripts is set, but Firn runs no scripts as users at a switch. A user unit
    (systemd.user.services) with wantedBy = [ "default.target" ] does the same work at login.'';
}
