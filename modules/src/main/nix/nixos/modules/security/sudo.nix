# sudo, and programs that run with more rights than who starts them.
{
  config,
  options,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.security.sudo;
  closure = config.firn.host.root == "closure";

  rule = types.submodule {
    options = {
      users = mkOption {
        type = types.listOf (types.either types.str types.int);
        default = [ ];
        example = [
          "alice"
          1000
        ];
        description = "Users the rule is for, by name or number.";
      };
      groups = mkOption {
        type = types.listOf (types.either types.str types.int);
        default = [ ];
        example = [ "operators" ];
        description = "Groups the rule is for, by name or number.";
      };
      host = mkOption {
        type = types.str;
        default = "ALL";
        example = "web";
        description = "The host the rule is for.";
      };
      runAs = mkOption {
        type = types.str;
        default = "ALL:ALL";
        example = "postgres";
        description = "As which user and group commands may run.";
      };
      commands = mkOption {
        type = types.listOf (
          types.either types.str (
            types.submodule {
              options = {
                command = mkOption {
                  type = types.str;
                  example = "/usr/bin/systemctl";
                  description = "The command, or `ALL`.";
                };
                options = mkOption {
                  type = types.listOf (types.enum [
                    "NOPASSWD"
                    "PASSWD"
                    "NOEXEC"
                    "EXEC"
                    "SETENV"
                    "NOSETENV"
                    "LOG_INPUT"
                    "NOLOG_INPUT"
                    "LOG_OUTPUT"
                    "NOLOG_OUTPUT"
                  ]);
                  default = [ ];
                  example = [ "NOPASSWD" ];
                  description = "How the command runs.";
                };
              };
            }
          )
        );
        example = [
          {
            command = "/usr/bin/systemctl";
            options = [ "NOPASSWD" ];
          }
        ];
        description = "The commands that may run.";
      };
    };
  };

  who =
    prefix: name: if builtins.isInt name then "${prefix}#${toString name}" else "${prefix}${name}";

  command =
    c:
    if builtins.isString c then
      c
    else
      lib.concatMapStrings (option: "${option}: ") c.options + c.command;

  lineOf =
    rule: name:
    "${name} ${rule.host}=(${rule.runAs}) ${lib.concatMapStringsSep ", " command rule.commands}\n";

  lines =
    rule: lib.concatMapStrings (lineOf rule) (map (who "") rule.users ++ map (who "%") rule.groups);

  wrapper =
    { name, config, ... }:
    {
      options = {
        program = mkOption {
          type = types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "ping";
          description = "The name of the program.";
        };
        source = mkOption {
          type = types.path;
          example = lib.literalExpression ''"''${pkgs.iputils-ping}/bin/ping"'';
          description = "The program.";
        };
        owner = mkOption {
          type = types.str;
          default = "root";
          example = "web";
          description = "Who owns it.";
        };
        group = mkOption {
          type = types.str;
          default = "root";
          example = "web";
          description = "Its group.";
        };
        permissions = mkOption {
          type = types.strMatching "[0-7u+rwxgo,=-]+";
          default = "u+rx,g+x,o+x";
          example = "u+rx,g+rx";
          description = "Its permissions.";
        };
        setuid = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether it runs as its owner.";
        };
        setgid = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether it runs with its group.";
        };
        capabilities = mkOption {
          type = types.commas;
          default = "";
          example = "cap_net_raw+p";
          description = "Capabilities it runs with.";
        };
      };
    };

  install =
    w:
    let
      target = "/run/wrappers/bin/${w.program}";
    in
    ''
      install --owner=${w.owner} --group=${w.group} --mode=0500 ${w.source} ${target}.new
      chmod ${
        lib.concatStringsSep "," (
          [
            "u="
            w.permissions
          ]
          ++ lib.optional w.setuid "u+s"
          ++ lib.optional w.setgid "g+s"
        )
      } ${target}.new
      ${lib.optionalString (w.capabilities != "") "/usr/sbin/setcap ${w.capabilities} ${target}.new"}
      mv ${target}.new ${target}
    '';

  wrappers = lib.attrValues config.security.wrappers;
in
{
  options.security = {
    sudo = {
      enable = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = ''
          Whether users may run commands as others with `sudo`. On an ordinary distribution with sudo of its own
          the rules are added to its own.
        '';
      };

      package = mkOption {
        type = types.package;
        default = pkgs.sudo;
        defaultText = lib.literalExpression "pkgs.sudo";
        example = lib.literalExpression "pkgs.sudo";
        description = "The package of sudo.";
      };

      wheelNeedsPassword = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = "Whether members of the group `wheel` give their password.";
      };

      execWheelOnly = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether only members of the group `wheel` can run the program at all.";
      };

      extraRules = mkOption {
        type = types.listOf rule;
        default = [ ];
        example = [
          {
            users = [ "alice" ];
            commands = [
              {
                command = "ALL";
                options = [ "NOPASSWD" ];
              }
            ];
          }
        ];
        description = "Who may run what.";
      };

      extraConfig = mkOption {
        type = types.lines;
        default = "";
        example = "Defaults lecture = never";
        description = "Further lines of {manpage}`sudoers(5)`.";
      };
    };

    wrappers = mkOption {
      type = types.attrsOf (types.submodule wrapper);
      default = { };
      example =
        lib.literalExpression "{ ping = { source = \"\${pkgs.iputils}/bin/ping\"; owner = \"root\"; group = \"root\"; setuid = true; }; }";
      description = ''
        Programs that run with more rights than who starts them, in `/run/wrappers/bin`. The store holds no such
        programs.
      '';
    };
  };

  config = lib.mkMerge [
    (lib.mkIf cfg.enable {
      users.groups.wheel = { };
      firn.host.packages = lib.mkIf closure [ "sudo" ];
      security.wrappers.sudo = lib.mkIf closure {
        # Debian's own looks for its plugins below /usr.
        source =
          if options.security.sudo.package.highestPrio == (lib.mkOptionDefault { }).priority then
            "/usr/bin/sudo"
          else
            "${cfg.package}/bin/sudo";
        setuid = true;
        group = lib.mkIf cfg.execWheelOnly "wheel";
        permissions = lib.mkIf cfg.execWheelOnly "u+rx,g+x";
      };
      security.sudo.extraRules = lib.mkBefore [
        {
          groups = [ "wheel" ];
          commands = [
            {
              command = "ALL";
              options = lib.optional (!cfg.wheelNeedsPassword) "NOPASSWD" ++ [ "SETENV" ];
            }
          ];
        }
      ];
      environment.etc."sudoers.d/50-firn" = {
        text =
          "# Written by Firn from security.sudo in the configuration.\n"
          + lib.concatMapStrings lines cfg.extraRules
          + cfg.extraConfig;
        # sudo refuses rules that others than root could change.
        mode = "0440";
      };
      # Of lines that it cannot read sudo says no more than that, to whoever calls it next. What Firn writes for `wheel`
      # needs no check, and a machine without sudo has nothing to check with.
      system.activationScripts.sudoers =
        lib.mkIf (cfg.extraConfig != "" || builtins.length cfg.extraRules > 1) ''
          if [ -x /usr/sbin/visudo ]; then
            firnReason=$(set -o pipefail; /usr/sbin/visudo -c -f /etc/sudoers.d/50-firn 2>&1 | head -n 1)
          fi
        '';
    })

    (lib.mkIf (wrappers != [ ]) {
      # Below /run itself the kernel may ignore the bits that give the rights.
      systemd.mounts = [
        {
          what = "tmpfs";
          where = "/run/wrappers";
          type = "tmpfs";
          options = "nodev,mode=0755,size=64m";
          unitConfig.DefaultDependencies = false;
          # A container without it cannot mount; the programs then lie in its own /run.
          unitConfig.ConditionCapability = "CAP_SYS_ADMIN";
          conflicts = [ "umount.target" ];
          before = [ "umount.target" ];
        }
      ];

      systemd.services.suid-sgid-wrappers = {
        description = "Programs that run with more rights";
        wantedBy = [ "sysinit.target" ];
        after = [
          "local-fs.target"
          "systemd-sysusers.service"
        ];
        before = [ "shutdown.target" ];
        conflicts = [ "shutdown.target" ];
        unitConfig.DefaultDependencies = false;
        unitConfig.RequiresMountsFor = "/run/wrappers";
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
        };
        script = ''
          mkdir -p /run/wrappers/bin
          for old in /run/wrappers/bin/*; do
            case " ${lib.concatMapStringsSep " " (w: w.program) wrappers} " in
              *" ''${old##*/} "*) ;;
              *) rm -f "$old" ;;
            esac
          done
          ${lib.concatMapStrings install wrappers}
        '';
      };
    })
  ];
}
