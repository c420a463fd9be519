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
        visible = false;
        description = "Accepted for configurations that set it: a dry activation runs no snippet.";
      };
    };
  };

  # The snippets of an option, each after the ones it depends on.
  steps =
    option:
    let
      snippets = cfg.${option};
      sorted = lib.toposort (a: b: builtins.elem a snippets.${b}.deps) (builtins.attrNames snippets);
      ordered =
        sorted.result or (throw "system.${option}: ${lib.concatStringsSep ", " (sorted.cycle or sorted.loops)} depend on each other in a circle");
    in
    lib.concatMapStringsSep "\n" (name: ''
      # ${name}
      firnSnippet=${lib.escapeShellArg name} firnReason=
      ${snippets.${name}.text}
    '') ordered;

  # Runs all snippets, whichever fail, and says which did; and why, where a snippet of Firn's own has set firnReason.
  script = option: ''
    firnFailed=
    trap 'firnFailed="$firnFailed $firnSnippet''${firnReason:+ ($firnReason)}"' ERR
    ${steps option}
    if [ -n "$firnFailed" ]; then
      echo "activation snippets failed:$firnFailed" >&2
      exit 1
    fi
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
      example = {
        cache.text = "mkdir -p ~/.cache";
      };
      description = ''
        Shell commands that run as each user when the user's service manager starts, which is at the first login after
        a boot. A switch does not run them for users who are logged in.
      '';
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
            ${script "activationScripts"}
          '';
      description = "The script that runs all snippets, or null where there are none.";
    };
  };

  config.systemd.user.services.nixos-activation = lib.mkIf (cfg.userActivationScripts != { }) {
    description = "What is done for a user at login";
    wantedBy = [ "default.target" ];
    restartIfChanged = false;
    serviceConfig = {
      Type = "oneshot";
      ExecStart = "${pkgs.writeShellScript "user-activate" (script "userActivationScripts")}";
    };
  };
}
