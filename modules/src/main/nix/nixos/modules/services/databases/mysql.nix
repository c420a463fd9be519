# MariaDB, and MySQL by the same options.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.mysql;

  atom = types.oneOf [
    types.bool
    types.int
    types.str
    types.path
  ];

  # A setting without a value is written as its name alone.
  line =
    name: value:
    if value == true then
      "${name}\n"
    else if value == false then
      "${name}=0\n"
    else
      lib.concatMapStrings (one: "${name}=${toString one}\n") (lib.toList value);

  configFile = pkgs.writeText "my.cnf" (
    lib.concatStrings (
      lib.mapAttrsToList (
        section: settings: "[${section}]\n" + lib.concatStrings (lib.mapAttrsToList line settings) + "\n"
      ) cfg.settings
    )
  );

  # MariaDB's own scripts look for the server in sbin, which a package of the store need not have.
  base = pkgs.linkFarm "mariadb-base" [
    {
      name = "bin";
      path = "${cfg.package}/bin";
    }
    {
      name = "sbin";
      path = "${cfg.package}/bin";
    }
    {
      name = "share";
      path = "${cfg.package}/share";
    }
    {
      name = "lib";
      path = "${cfg.package}/lib";
    }
  ];

  client = "mariadb --protocol=socket -u ${
    if lib.versionAtLeast config.system.stateVersion "15.09" then cfg.user else "root"
  } -N";

  literal = text: "'${lib.replaceStrings [ "'" ] [ "''" ] text}'";

  makeUser = user: ''
    echo ${
      lib.escapeShellArg "CREATE USER IF NOT EXISTS ${literal user.name}@'localhost' IDENTIFIED VIA unix_socket;"
    }
    ${lib.concatStrings (
      lib.mapAttrsToList (what: rights: ''
        echo ${lib.escapeShellArg "GRANT ${rights} ON ${what} TO ${literal user.name}@'localhost';"}
      '') user.ensurePermissions
    )}'';
in
{
  imports = [
    (lib.mkAliasOptionModule [ "services" "mariadb" ] [ "services" "mysql" ])
  ];

  options.services.mysql = {
    enable = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether to run MariaDB, a database.";
    };

    package = mkOption {
      type = types.package;
      default = pkgs.mariadb;
      defaultText = lib.literalExpression "pkgs.mariadb";
      example = lib.literalExpression "pkgs.mariadb";
      description = "The package of MariaDB.";
    };

    user = mkOption {
      type = types.str;
      default = "mysql";
      example = "mariadb";
      description = "The user it runs as.";
    };

    group = mkOption {
      type = types.str;
      default = "mysql";
      example = "mariadb";
      description = "The group it runs as.";
    };

    dataDir = mkOption {
      type = types.path;
      default =
        if lib.versionAtLeast config.system.stateVersion "17.09" then "/var/lib/mysql" else "/var/mysql";
      defaultText = lib.literalExpression ''"/var/lib/mysql"'';
      example = "/data/mysql";
      description = "The folder that holds the data.";
    };

    configFile = mkOption {
      type = types.path;
      default = configFile;
      defaultText = lib.literalMD "a file made from {option}`services.mysql.settings`";
      example = lib.literalExpression "./my.cnf";
      description = "The configuration.";
    };

    settings = mkOption {
      type = types.attrsOf (types.attrsOf (types.either atom (types.listOf atom)));
      default = { };
      example = {
        mysqld.bind-address = "127.0.0.1";
      };
      description = "Settings of `my.cnf`, by section.";
    };

    initialScript = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = lib.literalExpression "./first-start.sql";
      description = "A file of SQL commands that run once, when the data folder has been made.";
    };

    initialDatabases = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            name = mkOption {
              type = types.str;
              example = "shop";
              description = "The name of the database.";
            };
            schema = mkOption {
              type = types.nullOr types.path;
              default = null;
              example = lib.literalExpression "./shop.sql";
              description = "A file of SQL commands that fill it.";
            };
          };
        }
      );
      default = [ ];
      example = lib.literalExpression "[ { name = \"shop\"; schema = ./shop.sql; } ]";
      description = "Databases that are made once, when the data folder has been made.";
    };

    ensureDatabases = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "nextcloud" ];
      description = "Databases that are made where they are missing. None is ever removed.";
    };

    ensureUsers = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            name = mkOption {
              type = types.str;
              example = "shop";
              description = "The name of the user.";
            };
            ensurePermissions = mkOption {
              type = types.attrsOf types.str;
              default = { };
              example = {
                "app.*" = "ALL PRIVILEGES";
              };
              description = "The user's rights, by what they are for.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          name = "shop";
          ensurePermissions."shop.*" = "ALL PRIVILEGES";
        }
      ];
      description = "Users that are made where they are missing, and may connect from the machine without a password.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.mysql.settings.mysqld = {
      basedir = lib.mkDefault "${base}";
      plugin-dir = lib.mkDefault "${cfg.package}/lib/mysql/plugin";
      datadir = lib.mkDefault cfg.dataDir;
      port = lib.mkDefault 3306;
      socket = lib.mkDefault "/run/mysqld/mysqld.sock";
      pid-file = lib.mkDefault "/run/mysqld/mysqld.pid";
    };
    services.mysql.settings.client.socket = lib.mkDefault "/run/mysqld/mysqld.sock";

    users.users = lib.mkIf (cfg.user == "mysql") {
      mysql = {
        isSystemUser = true;
        inherit (cfg) group;
        description = "MariaDB";
      };
    };
    users.groups = lib.mkIf (cfg.group == "mysql") { mysql = { }; };

    environment.systemPackages = [ cfg.package ];
    environment.etc."my.cnf".source = cfg.configFile;

    systemd.services.mysql = {
      description = "MariaDB";
      aliases = [ "mariadb.service" ];
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      path = [ cfg.package ];
      restartTriggers = [ cfg.configFile ];

      preStart = ''
        if [ ! -e ${cfg.dataDir}/mysql ]; then
          mariadb-install-db --defaults-file=${cfg.configFile} --basedir=${base} --user=${cfg.user} --datadir=${cfg.dataDir} --auth-root-authentication-method=socket --auth-root-socket-user=${cfg.user}
          touch ${cfg.dataDir}/.first_startup
        fi
      '';

      postStart = ''
        until [ -S /run/mysqld/mysqld.sock ]; do
          sleep 0.1
        done
        if [ -e ${cfg.dataDir}/.first_startup ]; then
          ${lib.concatMapStrings (database: ''
            (
              echo "CREATE DATABASE IF NOT EXISTS \`${database.name}\`; USE \`${database.name}\`;"
              ${lib.optionalString (database.schema != null) "cat ${database.schema}"}
            ) | ${client}
          '') cfg.initialDatabases}${
            lib.optionalString (cfg.initialScript != null) "${client} < ${cfg.initialScript}"
          }
          rm -f ${cfg.dataDir}/.first_startup
        fi
        (
          :
          ${lib.concatMapStrings (name: ''
            echo "CREATE DATABASE IF NOT EXISTS \`${name}\`;"
          '') cfg.ensureDatabases}${lib.concatMapStrings makeUser cfg.ensureUsers}
        ) | ${client}
      '';

      serviceConfig = {
        Type = "notify";
        ExecStart = "${cfg.package}/bin/mariadbd --defaults-file=${cfg.configFile}";
        User = cfg.user;
        Group = cfg.group;
        RuntimeDirectory = "mysqld";
        RuntimeDirectoryMode = "0755";
        StateDirectory = lib.mkIf (cfg.dataDir == "/var/lib/mysql") "mysql";
        StateDirectoryMode = "0700";
        Restart = "on-abort";
        RestartSec = "5s";
        TimeoutSec = 600;
      };
    };
  };
}
