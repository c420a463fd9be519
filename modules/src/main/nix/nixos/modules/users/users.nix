# Users and groups.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.users;
  closure = config.firn.host.root == "closure";

  ranges =
    kind:
    mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            "start${kind}" = mkOption {
              type = types.int;
              example = 100000;
              description = "The first id of the range.";
            };
            count = mkOption {
              type = types.int;
              default = 1;
              example = 65536;
              description = "How many ids the range has.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          "start${kind}" = 100000;
          count = 65536;
        }
      ];
      description = "Ids that the user may give to others inside user namespaces.";
    };

  password =
    example: description:
    mkOption {
      type = types.nullOr types.str;
      default = null;
      inherit example description;
    };

  # As mkpasswd(1) prints it.
  hash = "$y$j9T$saltsaltsalt$hashhashhashhashhashhashhashhashhashhashhas";

  userModule =
    { name, config, ... }:
    {
      options = {
        enable = mkOption {
          type = types.bool;
          default = true;
          example = false;
          description = "Whether this user exists.";
        };

        name = mkOption {
          type = types.passwdEntry types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "alice";
          description = "The user's name.";
        };

        description = mkOption {
          type = types.passwdEntry types.str;
          default = "";
          example = "Alice Q. User";
          description = "The user's full name, or what the account is for.";
        };

        uid = mkOption {
          type = types.nullOr types.int;
          default = null;
          example = 1000;
          description = "The user's number; null lets Firn choose a free one and keep it.";
        };

        isNormalUser = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = ''
            Whether this is the account of a person: with a home folder below `/home`, a login shell, and the
            group `users`.
          '';
        };

        isSystemUser = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether this is the account of a service: its number is taken from the system's range.";
        };

        group = mkOption {
          type = types.str;
          default = "";
          example = "users";
          description = "The group new files of the user belong to.";
        };

        extraGroups = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "wheel" ];
          description = "Further groups the user is in.";
        };

        home = mkOption {
          type = types.passwdEntry types.path;
          default = "/var/empty";
          example = "/home/alice";
          description = "The user's home folder.";
        };

        homeMode = mkOption {
          type = types.strMatching "[0-7]{1,5}";
          default = "700";
          example = "750";
          description = "The permissions of the home folder, in octal.";
        };

        createHome = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the home folder is made where it is missing.";
        };

        shell = mkOption {
          type = types.nullOr (types.either types.shellPackage (types.passwdEntry types.path));
          default = "/usr/sbin/nologin";
          example = lib.literalExpression "pkgs.zsh";
          description = "The user's login shell.";
        };

        useDefaultShell = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the login shell is {option}`users.defaultUserShell`.";
        };

        ignoreShellProgramCheck = mkOption {
          type = types.bool;
          default = false;
          visible = false;
          description = "Accepted for configurations that set it.";
        };

        hashedPassword = password hash ''
          The hashed password, as `mkpasswd` prints it. With {option}`users.mutableUsers` it is set when the
          user is made.
        '';
        password =
          password "correct horse" "The password in plain text. Everyone who can read the store can read it.";
        initialHashedPassword =
          password hash "The hashed password the user gets when the account is made, and may change.";
        initialPassword = password "correct horse" "As `initialHashedPassword`, in plain text.";

        hashedPasswordFile = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "/etc/secrets/alice";
          description = "A file on the machine that holds the hashed password.";
        };

        openssh.authorizedKeys = {
          keys = mkOption {
            type = types.listOf types.singleLineStr;
            default = [ ];
            example = [ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA… alice@example" ];
            description = "Public keys with which the user may log in by SSH.";
          };
          keyFiles = mkOption {
            type = types.listOf types.path;
            default = [ ];
            example = lib.literalExpression "[ ./alice.pub ]";
            description = "Files that hold such keys, read when the system is evaluated.";
          };
        };

        packages = mkOption {
          type = types.listOf types.package;
          default = [ ];
          example = lib.literalExpression "[ pkgs.git ]";
          description = "Packages for this user alone, found through `/etc/profiles/per-user/<name>`.";
        };

        subUidRanges = ranges "Uid";
        subGidRanges = ranges "Gid";

        autoSubUidGidRange = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the user gets a range of ids for user namespaces, chosen by Firn.";
        };

        linger = mkOption {
          type = types.bool;
          default = false;
          example = true;
          description = "Whether the user's own services run from boot, without anyone being logged in.";
        };

        expires = mkOption {
          type = types.nullOr (types.strMatching "[0-9]{4}-[0-9]{2}-[0-9]{2}");
          default = null;
          example = "2030-01-01";
          description = "The date from which the account can no longer be used.";
        };

        pamMount = mkOption {
          type = types.attrsOf types.str;
          default = { };
          visible = false;
          description = "Accepted for configurations that set it.";
        };
      };

      config = lib.mkMerge [
        (lib.mkIf config.isNormalUser {
          group = lib.mkDefault "users";
          createHome = lib.mkDefault true;
          home = lib.mkDefault "/home/${config.name}";
          useDefaultShell = lib.mkDefault true;
        })
        # Every machine has this account, so a definition may name no more than its keys. Weaker than a default that
        # a kind of system gives it.
        (lib.mkIf (config.name == "root") (
          lib.mapAttrs (_: lib.mkOverride 1200) {
            uid = 0;
            group = "root";
            home = "/root";
            shell = cfg.defaultUserShell;
          }
        ))
        (lib.mkIf config.useDefaultShell { shell = lib.mkDefault cfg.defaultUserShell; })
      ];
    };

  groupModule =
    { name, ... }:
    {
      options = {
        name = mkOption {
          type = types.passwdEntry types.str;
          default = name;
          defaultText = lib.literalMD "the attribute's name";
          example = "operators";
          description = "The group's name.";
        };

        gid = mkOption {
          type = types.nullOr types.int;
          default = null;
          example = 1000;
          description = "The group's number; null lets Firn choose a free one and keep it.";
        };

        members = mkOption {
          type = types.listOf (types.passwdEntry types.str);
          default = [ ];
          example = [ "alice" ];
          description = "Names of users in this group.";
        };
      };
    };

  users = lib.filterAttrs (_: user: user.enable) cfg.users;

  keysOf =
    user:
    user.openssh.authorizedKeys.keys
    ++ map (file: lib.removeSuffix "\n" (builtins.readFile file)) user.openssh.authorizedKeys.keyFiles;

  subIds =
    kind: option:
    lib.concatStrings (
      lib.concatLists (
        lib.mapAttrsToList (
          _: user:
          map (
            range: "${user.name}:${toString range."start${kind}"}:${toString range.count}\n"
          ) user.${option}
        ) users
      )
    )
    + lib.concatStrings (
      lib.imap0 (index: user: "${user.name}:${toString (100000 + index * 65536)}:65536\n") (
        lib.filter (user: user.autoSubUidGidRange) (lib.attrValues users)
      )
    );

  uidsOf = lib.groupBy (user: toString user.uid) (
    lib.filter (user: user.uid != null) (lib.attrValues users)
  );
  gidsOf = lib.groupBy (group: toString group.gid) (
    lib.filter (group: group.gid != null) (lib.attrValues cfg.groups)
  );

  entry = user: {
    inherit (user)
      uid
      group
      home
      createHome
      homeMode
      description
      isSystemUser
      hashedPassword
      initialHashedPassword
      hashedPasswordFile
      ;
    extraGroups = lib.unique user.extraGroups;
    shell = if user.shell == null then "/usr/sbin/nologin" else utils.toShellPath user.shell;
  };

  # What only the machine can do: hash a password given in plain text, and set when an account ends.
  accountCommands =
    user:
    let
      name = lib.escapeShellArg user.name;
      set = password: "printf '%s:%s\\n' ${name} ${lib.escapeShellArg password} | /usr/sbin/chpasswd\n";
    in
    lib.optionalString (user.password != null) (set user.password)
    + lib.optionalString (user.initialPassword != null) ''
      case "$(getent shadow ${name} | cut -d: -f2)" in
        "" | "!"* | "*"*) ${set user.initialPassword} ;;
      esac
    ''
    + lib.optionalString (user.expires != null) "/usr/bin/chage --expiredate ${user.expires} ${name}\n";

  commands = lib.concatMapStrings accountCommands (lib.attrValues users);
in
{
  imports = [
    (lib.mkRenamedOptionModule [ "users" "extraUsers" ] [ "users" "users" ])
    (lib.mkRenamedOptionModule [ "users" "extraGroups" ] [ "users" "groups" ])
  ];

  options.users = {
    mutableUsers = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = ''
        Whether users and groups may also be made and changed by hand, with `useradd`, `passwd` and the like.
        When false, declared users have exactly the declared passwords after each switch.
      '';
    };

    enforceIdUniqueness = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether two users, or two groups, with the same number are an error.";
    };

    allowNoPasswordLogin = mkOption {
      type = types.bool;
      default = false;
      visible = false;
      description = "Accepted for configurations that set it.";
    };

    defaultUserShell = mkOption {
      type = types.either types.path types.shellPackage;
      default = "/bin/bash";
      example = lib.literalExpression "pkgs.zsh";
      description = "The login shell of users that do not name one.";
    };

    defaultUserHome = mkOption {
      type = types.str;
      default = "/home";
      visible = false;
      description = "Accepted for configurations that set it.";
    };

    motd = mkOption {
      type = types.nullOr types.lines;
      default = null;
      example = "Today is Sweetmorn.";
      description = "The message of the day, shown at login.";
    };

    users = mkOption {
      type = types.attrsOf (types.submodule userModule);
      default = { };
      example = lib.literalExpression ''
        {
          alice = {
            isNormalUser = true;
            extraGroups = [ "wheel" ];
          };
        }
      '';
      description = "The users of the machine. Users that are not named here are left as they are.";
    };

    groups = mkOption {
      type = types.attrsOf (types.submodule groupModule);
      default = { };
      example = {
        app.members = [ "alice" ];
      };
      description = "The groups of the machine. Groups that are not named here are left as they are.";
    };
  };

  config = {
    system.build.userEntries = {
      mutable = cfg.mutableUsers;
      users = lib.mapAttrs' (_: user: lib.nameValuePair user.name (entry user)) users;
      groups = lib.mapAttrs' (
        _: group:
        lib.nameValuePair group.name {
          inherit (group) gid;
          members = lib.unique group.members;
        }
      ) cfg.groups;
    };

    system.activationScripts.accounts = lib.mkIf (commands != "") commands;

    environment.etc = lib.mkMerge (
      [
        (lib.mkIf (subIds "Uid" "subUidRanges" != "") { subuid.text = subIds "Uid" "subUidRanges"; })
        (lib.mkIf (subIds "Gid" "subGidRanges" != "") { subgid.text = subIds "Gid" "subGidRanges"; })
        (lib.mkIf (cfg.motd != null) { motd.text = cfg.motd; })
      ]
      ++ lib.mapAttrsToList (
        _: user:
        lib.mkIf (keysOf user != [ ]) {
          "ssh/authorized_keys.d/${user.name}" = {
            text = lib.concatMapStrings (key: "${key}\n") (keysOf user);
            # A copy: sshd refuses key files whose folders are not root's alone.
            mode = "0444";
          };
        }
      ) users
      ++ lib.mapAttrsToList (
        _: user:
        lib.mkIf (user.packages != [ ]) {
          "profiles/per-user/${user.name}".source = pkgs.buildEnv {
            name = "user-environment";
            paths = user.packages;
            inherit (config.environment) pathsToLink extraOutputsToInstall;
            ignoreCollisions = true;
          };
        }
      ) users
    );

    environment.profiles = lib.mkIf (lib.any (user: user.packages != [ ]) (lib.attrValues users)) [
      "/etc/profiles/per-user/$USER"
    ];

    environment.systemPackages = lib.concatMap (
      user: lib.optional (types.shellPackage.check user.shell) user.shell
    ) (lib.attrValues users);

    systemd.tmpfiles.rules = lib.concatMap (
      user: lib.optional user.linger "f /var/lib/systemd/linger/${user.name} 0644 root root -"
    ) (lib.attrValues users);

    # Numbers that Debian fixes for every installation; on a distribution they exist already.
    users.groups = lib.mkIf closure (
      lib.mapAttrs (_: gid: { inherit gid; }) (import ./ids.nix).groups // { wheel = { }; }
    );
    users.users = lib.mkIf closure {
      root = {
        description = "The administrator of this machine";
      };
      daemon = {
        uid = 1;
        group = "daemon";
        home = "/usr/sbin";
        isSystemUser = true;
      };
      nobody = {
        uid = 65534;
        group = "nogroup";
        home = "/nonexistent";
        isSystemUser = true;
        description = "Unprivileged account";
      };
    };

    assertions =
      lib.concatLists (
        lib.mapAttrsToList (
          name: user:
          [
            {
              assertion =
                name == "root" || user.isNormalUser != user.isSystemUser || (user.uid != null && user.uid < 1000);
              message = ''
                users.users.${name}: exactly one of `isNormalUser` (a person) and `isSystemUser` (a service) must
                be true.'';
            }
            {
              assertion = user.group != "";
              message = ''
                users.users.${name}.group is not set. Give the account a group of its own:
                users.users.${name}.group = "${name}"; users.groups.${name} = { };'';
            }
            {
              assertion =
                builtins.match "[a-zA-Z_][a-zA-Z0-9_.-]*[$]?" user.name != null
                && builtins.stringLength user.name <= 32;
              message = "users.users.${name}: `${user.name}` is not a user name: at most 32 letters, digits, `_`, `.` and `-`, starting with a letter or `_`.";
            }
          ]
          ++
            map
              (option: {
                assertion =
                  user.${option} == null || !(lib.hasInfix ":" user.${option} || lib.hasInfix "\n" user.${option});
                message = "users.users.${name}.${option} must not hold `:` or a line break.";
              })
              [
                "hashedPassword"
                "initialHashedPassword"
              ]
        ) users
      )
      ++ lib.optionals cfg.enforceIdUniqueness (
        lib.mapAttrsToList (uid: same: {
          assertion = builtins.length same == 1;
          message = "The users ${lib.concatMapStringsSep ", " (user: user.name) same} have the same uid ${uid}.";
        }) uidsOf
        ++ lib.mapAttrsToList (gid: same: {
          assertion = builtins.length same == 1;
          message = "The groups ${lib.concatMapStringsSep ", " (group: group.name) same} have the same gid ${gid}.";
        }) gidsOf
      );
  };
}
