# PostgreSQL
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.postgresql;

  toggle =
    default: description:
    mkOption {
      type = types.bool;
      example = !default;
      inherit default description;
    };

  major = lib.versions.major (lib.getVersion cfg.package);

  setting =
    name: value:
    "${name} = ${
      if builtins.isBool value then
        lib.boolToString value
      else if builtins.isString value then
        "'${lib.replaceStrings [ "'" ] [ "''" ] value}'"
      else
        toString value
    }\n";

  configFile = pkgs.writeText "postgresql.conf" (
    lib.concatStrings (lib.mapAttrsToList setting (lib.filterAttrs (_: v: v != null) cfg.settings))
  );

  hba = pkgs.writeText "pg_hba.conf" cfg.authentication;
  ident = pkgs.writeText "pg_ident.conf" cfg.identMap;

  quote = name: ''"${lib.replaceStrings [ ''"'' ] [ ''""'' ] name}"'';
  literal = text: "'${lib.replaceStrings [ "'" ] [ "''" ] text}'";

  psql = "psql -v ON_ERROR_STOP=1 --port=${toString cfg.settings.port} -d postgres";
  ask = query: ''[ "$(${psql} -tAc ${lib.escapeShellArg query})" = 1 ]'';
  run = statement: "${psql} -c ${lib.escapeShellArg statement}";

  makeDatabase = name: ''
    ${ask "SELECT 1 FROM pg_database WHERE datname = ${literal name}"} || ${
      run "CREATE DATABASE ${quote name}"
    }
  '';

  clauses =
    user:
    lib.concatStringsSep " " (
      lib.mapAttrsToList (name: on: (if on then "" else "NO") + lib.toUpper name) (
        lib.filterAttrs (_: on: on != null) user.ensureClauses
      )
    );

  makeUser =
    user:
    ''
      ${ask "SELECT 1 FROM pg_roles WHERE rolname = ${literal user.name}"} || ${
        run "CREATE USER ${quote user.name}"
      }
    ''
    + lib.optionalString (clauses user != "") ''
      ${run "ALTER ROLE ${quote user.name} ${clauses user}"}
    ''
    + lib.optionalString user.ensureDBOwnership ''
      ${run "ALTER DATABASE ${quote user.name} OWNER TO ${quote user.name}"}
    '';

  clause =
    description:
    mkOption {
      type = types.nullOr types.bool;
      default = null;
      example = true;
      inherit description;
    };
in
{
  options.services.postgresql = {
    enable = toggle false "Whether to run PostgreSQL, a database.";

    package = mkOption {
      type = types.package;
      default = pkgs.postgresql;
      defaultText = lib.literalExpression "pkgs.postgresql";
      example = lib.literalExpression "pkgs.postgresql";
      description = "The package of PostgreSQL. Its major version decides which data folder is used.";
    };

    dataDir = mkOption {
      type = types.path;
      default =
        if lib.versionAtLeast config.system.stateVersion "17.09" then
          "/var/lib/postgresql/${major}"
        else
          "/var/db/postgresql";
      defaultText =
        lib.literalMD "`/var/lib/postgresql/` and the major version of {option}`services.postgresql.package`";
      example = "/data/postgresql";
      description = "The folder that holds the data.";
    };

    enableTCPIP = toggle false "Whether connections over the network are accepted.";
    enableJIT = toggle false "Whether queries are compiled.";
    checkConfig =
      toggle true
        "Accepted for configurations that set it: a server that refuses its configuration undoes the switch that brought it.";

    authentication = mkOption {
      type = types.lines;
      default = "";
      example = "host shop shop 192.0.2.0/24 scram-sha-256";
      description = "Who may connect: lines of `pg_hba.conf`. They come before the usual ones.";
    };

    identMap = mkOption {
      type = types.lines;
      default = "";
      example = "operators root postgres";
      description = "Which user of the machine is which of the database: lines of `pg_ident.conf`.";
    };

    initdbArgs = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "--data-checksums" ];
      description = "Arguments of `initdb`, with which the data folder is made.";
    };

    initialScript = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = lib.literalExpression "./first-start.sql";
      description = "A file of SQL commands that run once, when the data folder has been made.";
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
            ensureDBOwnership = toggle false "Whether the user owns the database of the same name.";
            ensureClauses = {
              superuser = clause "Whether the user may do everything.";
              createrole = clause "Whether the user may make users.";
              createdb = clause "Whether the user may make databases.";
              "inherit" = clause "Whether the user has the rights of its roles.";
              login = clause "Whether the user may connect.";
              replication = clause "Whether the user may replicate.";
              bypassrls = clause "Whether rules for single rows do not apply to the user.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          name = "shop";
          ensureDBOwnership = true;
        }
      ];
      description = "Users that are made where they are missing. None is ever removed.";
    };

    settings = mkOption {
      type = types.submodule {
        freeformType = types.attrsOf (
          types.nullOr (types.oneOf [
            types.bool
            types.float
            types.int
            types.str
          ])
        );
        options.port = mkOption {
          type = types.port;
          default = 5432;
          example = 5433;
          description = "The port.";
        };
      };
      default = { };
      example = {
        log_connections = true;
        max_connections = 200;
      };
      description = "Settings of `postgresql.conf`.";
    };

    superUser = mkOption {
      type = types.str;
      default = "postgres";
      readOnly = true;
      description = "The user of the database that may do everything.";
    };
  };

  imports = [
    (lib.mkRenamedOptionModule [ "services" "postgresql" "port" ] [
      "services"
      "postgresql"
      "settings"
      "port"
    ])
  ];

  config = lib.mkIf cfg.enable {
    services.postgresql = {
      settings = {
        hba_file = "${hba}";
        ident_file = "${ident}";
        log_destination = "stderr";
        listen_addresses = lib.mkDefault (if cfg.enableTCPIP then "*" else "localhost");
        unix_socket_directories = lib.mkDefault "/run/postgresql";
        jit = lib.mkDefault (if cfg.enableJIT then "on" else "off");
      };
      authentication = lib.mkMerge [
        (lib.mkBefore "# Written by Firn from services.postgresql in the configuration.")
        (lib.mkAfter ''
          local all all peer
          host all all 127.0.0.1/32 md5
          host all all ::1/128 md5
        '')
      ];
    };

    users.users.postgres = {
      isSystemUser = true;
      group = "postgres";
      home = "/var/lib/postgresql";
      useDefaultShell = true;
      description = "PostgreSQL";
    };
    users.groups.postgres = { };

    environment.systemPackages = [ cfg.package ];

    systemd.services.postgresql = {
      description = "PostgreSQL";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      path = [ cfg.package ];
      environment.PGDATA = cfg.dataDir;

      preStart = ''
        if [ ! -e ${cfg.dataDir}/PG_VERSION ]; then
          rm -f ${cfg.dataDir}/*.conf
          initdb -U postgres ${lib.escapeShellArgs cfg.initdbArgs}
          touch ${cfg.dataDir}/.first_startup
        fi
        ln -sfn ${configFile} ${cfg.dataDir}/postgresql.conf
      '';

      postStart = ''
        until ${psql} -c ";" 2>/dev/null; do
          kill -0 "$MAINPID" || exit 1
          sleep 0.1
        done
        if [ -e ${cfg.dataDir}/.first_startup ]; then
          ${lib.optionalString (cfg.initialScript != null) "${psql} -f ${cfg.initialScript}"}
          rm -f ${cfg.dataDir}/.first_startup
        fi
        ${lib.concatMapStrings makeDatabase cfg.ensureDatabases}${lib.concatMapStrings makeUser cfg.ensureUsers}'';

      serviceConfig = {
        ExecStart = "${cfg.package}/bin/postgres";
        ExecReload = "/bin/kill -HUP $MAINPID";
        User = "postgres";
        Group = "postgres";
        RuntimeDirectory = "postgresql";
        StateDirectory = lib.mkIf (lib.hasPrefix "/var/lib/postgresql" cfg.dataDir) [
          "postgresql"
          (lib.removePrefix "/var/lib/" cfg.dataDir)
        ];
        StateDirectoryMode = "0750";
        Type = "notify";
        # SIGINT is a fast shutdown: connections end, nothing is lost (section "Shutting Down the Server" of the manual).
        KillSignal = "SIGINT";
        KillMode = "mixed";
        TimeoutSec = 120;
      };
      unitConfig.RequiresMountsFor = cfg.dataDir;
    };

    assertions = map (user: {
      assertion = !user.ensureDBOwnership || builtins.elem user.name cfg.ensureDatabases;
      message = "services.postgresql.ensureUsers: ${user.name} is to own the database ${user.name}, which services.postgresql.ensureDatabases does not name.";
    }) cfg.ensureUsers;
  };
}
