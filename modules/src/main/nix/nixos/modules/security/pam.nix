# PAM: how logins are checked. On an ordinary distribution its own files stay in force.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.security.pam;
  closure = config.firn.host.root == "closure";

  limit = l: "${l.domain} ${l.type} ${l.item} ${toString l.value}\n";

  limits = lib.concatMapStrings limit cfg.loginLimits;

  service = types.submodule {
    options = {
      text = mkOption {
        type = types.nullOr types.lines;
        default = null;
        example = "auth required pam_permit.so";
        description = "The contents of the service's file.";
      };
      startSession = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether a session is made with systemd-logind.";
      };
      allowNullPassword = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether accounts without a password may log in.";
      };
      unixAuth = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = "Whether passwords of the machine are accepted.";
      };
      rootOK = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether root needs no password.";
      };
      showMotd = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether the message of the day is shown.";
      };
    };
  };

  render = service: ''
    ${lib.optionalString service.rootOK "auth sufficient pam_rootok.so\n"}${
      if service.unixAuth then
        "auth required pam_unix.so${lib.optionalString service.allowNullPassword " nullok"}"
      else
        "auth required pam_deny.so"
    }
    account required pam_unix.so
    password required pam_unix.so sha512
    session required pam_unix.so
    ${lib.optionalString service.startSession "session optional pam_systemd.so\n"}${
      lib.optionalString (limits != "") "session required pam_limits.so\n"
    }${lib.optionalString service.showMotd "session optional pam_motd.so motd=/etc/motd\n"}'';
in
{
  options.security.pam = {
    services = mkOption {
      type = types.attrsOf service;
      default = { };
      example = {
        app.unixAuth = true;
      };
      description = "Services that check logins with PAM, each a file in `/etc/pam.d`.";
    };

    loginLimits = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            domain = mkOption {
              type = types.str;
              example = "@audio";
              description = "The user, or the group after `@`, or `*`.";
            };
            type = mkOption {
              type = types.enum [
                "-"
                "hard"
                "soft"
              ];
              default = "-";
              example = "soft";
              description = "Which limit: the one that may be raised, the one that may not, or both.";
            };
            item = mkOption {
              type = types.str;
              example = "nofile";
              description = "What is limited.";
            };
            value = mkOption {
              type = types.oneOf [
                types.str
                types.int
              ];
              example = 4096;
              description = "The limit.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          domain = "@audio";
          item = "rtprio";
          value = 95;
        }
      ];
      description = "Limits that apply to logins, see {manpage}`limits.conf(5)`.";
    };
  };

  config.environment.etc = lib.mkMerge [
    (lib.mapAttrs' (
      name: service:
      lib.nameValuePair "pam.d/${name}" {
        text = if service.text != null then service.text else render service;
      }
    ) cfg.services)

    (lib.mkIf (limits != "") { "security/limits.d/50-firn.conf".text = limits; })

    # The files which Debian's packages include in theirs, and which their install scripts would write.
    (lib.mkIf closure {
      "pam.d/common-auth".text = ''
        auth [success=1 default=ignore] pam_unix.so nullok
        auth requisite pam_deny.so
        auth required pam_permit.so
      '';
      "pam.d/common-account".text = ''
        account [success=1 new_authtok_reqd=done default=ignore] pam_unix.so
        account requisite pam_deny.so
        account required pam_permit.so
      '';
      "pam.d/common-password".text = ''
        password [success=1 default=ignore] pam_unix.so obscure yescrypt
        password requisite pam_deny.so
        password required pam_permit.so
      '';
      "pam.d/common-session".text = ''
        session required pam_permit.so
        session optional pam_umask.so
        session required pam_unix.so
        session optional pam_systemd.so
      '';
      "pam.d/common-session-noninteractive".text = ''
        session required pam_permit.so
        session optional pam_umask.so
        session required pam_unix.so
      '';
    })
  ];
}
