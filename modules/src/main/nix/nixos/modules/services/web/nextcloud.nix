# Nextcloud. Debian has no package of it, so one has to be supplied.
{
  config,
  options,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.nextcloud;
  pool = config.services.phpfpm.pools.nextcloud;

  toggle =
    default: description:
    mkOption {
      type = types.bool;
      example = !default;
      inherit default description;
    };

  text =
    default: example: description:
    mkOption {
      type = types.nullOr types.str;
      inherit default example description;
    };

  nextcloudHint = import ./nextcloud-hint.nix;

  local = cfg.database.createLocally;

  # What is a PHP value: Nextcloud's configuration is a PHP file.
  php =
    value:
    if builtins.isList value then
      "[ ${lib.concatMapStringsSep ", " php value} ]"
    else if builtins.isAttrs value then
      "[ ${lib.concatStringsSep ", " (lib.mapAttrsToList (k: v: "${php k} => ${php v}") value)} ]"
    else if builtins.isBool value then
      lib.boolToString value
    else if value == null then
      "null"
    else if builtins.isInt value || builtins.isFloat value then
      toString value
    else
      "'${lib.replaceStrings [ "\\" "'" ] [ "\\\\" "\\'" ] (toString value)}'";

  overrides = pkgs.writeText "nextcloud-config.php" ''
    <?php
    $CONFIG = ${php cfg.settings};
    ${lib.optionalString (cfg.config.dbpassFile != null) ''
      $CONFIG['dbpassword'] = trim(file_get_contents(${php cfg.config.dbpassFile}));
    ''}${
      lib.optionalString (cfg.secretFile != null) ''
        $CONFIG = array_replace_recursive($CONFIG, json_decode(file_get_contents(${php cfg.secretFile}), true));
      ''
    }
  '';

  phpPackage =
    if
      options.services.nextcloud.phpExtraExtensions.highestPrio == (lib.mkOptionDefault { }).priority
    then
      cfg.phpPackage
    else
      cfg.phpPackage.withExtensions ({ enabled, all }: enabled ++ cfg.phpExtraExtensions all);

  # Apps of the configuration's own, in a folder that Nextcloud only reads.
  apps = pkgs.writeTree {
    name = "nextcloud-apps";
    entries = lib.mapAttrs (_: app: { link = "${app}"; }) cfg.extraApps;
  };

  occ = pkgs.writeShellScriptBin "nextcloud-occ" ''
    cd ${cfg.package}
    run=
    [ "$(id -un)" = nextcloud ] || run="/usr/sbin/runuser -u nextcloud --"
    export NEXTCLOUD_CONFIG_DIR=${cfg.datadir}/config
    exec $run ${phpPackage}/bin/php occ "$@"
  '';

  install = lib.concatStringsSep " " (
    [
      "maintenance:install"
      "--database=${cfg.config.dbtype}"
      "--database-name=${toString cfg.config.dbname}"
      "--database-host=${toString cfg.config.dbhost}"
      "--database-user=${toString cfg.config.dbuser}"
      "--admin-user=${lib.escapeShellArg cfg.config.adminuser}"
      ''--admin-pass="$(cat ${toString cfg.config.adminpassFile})"''
      "--data-dir=${cfg.datadir}/data"
    ]
    ++
      lib.optional (cfg.config.dbpassFile != null) ''--database-pass="$(cat ${cfg.config.dbpassFile})"''
  );
in
{
  options.services.nextcloud = {
    enable = toggle false "Whether to run Nextcloud, which keeps files, calendars and contacts.";

    package = mkOption {
      type = types.package;
      default = import ../../../lib/supply.nix pkgs "nextcloud" nextcloudHint;
      defaultText = lib.literalMD "none: it has to be supplied";
      example = lib.literalExpression ''
        pkgs.fetchzip {
          url = "https://download.nextcloud.com/server/releases/nextcloud-29.0.0.tar.bz2";
          hash = "sha256-…";
        }
      '';
      description = "The package of Nextcloud: the unpacked release.";
    };

    hostName = mkOption {
      type = types.str;
      example = "cloud.example.org";
      description = "The name under which it is reached.";
    };

    home = mkOption {
      type = types.str;
      default = "/var/lib/nextcloud";
      example = "/data/nextcloud";
      description = "The folder that holds what Nextcloud keeps.";
    };

    datadir = mkOption {
      type = types.str;
      default = cfg.home;
      defaultText = lib.literalExpression "config.services.nextcloud.home";
      example = "/data/files";
      description = "The folder that holds configuration and users' files.";
    };

    https = toggle false "Whether links are made with `https`.";
    maxUploadSize = mkOption {
      type = types.str;
      default = "512M";
      example = "4G";
      description = "How large a file may be.";
    };
    configureRedis = toggle false "Whether Redis keeps locks and sessions.";
    appstoreEnable = mkOption {
      type = types.nullOr types.bool;
      default = null;
      example = true;
      description = ''
        Whether users may install apps from the store of apps; null says they may, unless {option}`services.nextcloud.extraApps`
        gives some.
      '';
    };
    extraApps = mkOption {
      type = types.attrsOf types.package;
      default = { };
      example =
        lib.literalExpression "{ calendar = pkgs.fetchzip { url = \"https://example.org/calendar.tar.gz\"; hash = lib.fakeHash; }; }";
      description = "Further apps, by their names; users cannot remove or update them.";
    };
    extraAppsEnable = toggle true "Whether these are enabled.";
    autoUpdateApps = {
      enable = toggle false "Whether apps from the store of apps are updated by themselves.";
      startAt = mkOption {
        type = types.either types.str (types.listOf types.str);
        default = "05:00:00";
        example = "Sun 14:00:00";
        description = "When that happens, see {manpage}`systemd.time(7)`.";
      };
    };
    secretFile =
      text null "/run/keys/nextcloud.json"
        "A file on the machine, in JSON, with settings that are secret.";

    phpPackage = mkOption {
      type = types.package;
      default = pkgs.php;
      defaultText = lib.literalExpression "pkgs.php";
      example = lib.literalExpression "pkgs.php";
      description = "The package of PHP.";
    };
    phpOptions = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = {
        "opcache.interned_strings_buffer" = "16";
      };
      description = "Settings of PHP.";
    };
    phpExtraExtensions = mkOption {
      type = types.raw;
      default = _: [ ];
      example = lib.literalExpression "all: [ all.bz2 ]";
      description = "Further extensions of PHP: a function from all extensions to a list of them.";
    };
    poolSettings = mkOption {
      type = types.attrsOf (types.oneOf [
        types.str
        types.int
        types.bool
      ]);
      default = {
        "pm" = "dynamic";
        "pm.max_children" = "32";
        "pm.start_servers" = "2";
        "pm.min_spare_servers" = "2";
        "pm.max_spare_servers" = "4";
        "pm.max_requests" = "500";
      };
      example = {
        "pm" = "static";
        "pm.max_children" = 8;
      };
      description = "Settings of the pool of processes.";
    };

    database.createLocally = toggle false "Whether the database is made on this machine.";

    config = {
      dbtype = mkOption {
        type = types.enum [
          "sqlite"
          "pgsql"
          "mysql"
        ];
        default = "sqlite";
        example = "mysql";
        description = "The kind of database.";
      };
      dbname = text "nextcloud" "cloud" "The name of the database.";
      dbuser = text "nextcloud" "cloud" "The user of the database.";
      dbpassFile =
        text null "/run/keys/nextcloud-database"
          "A file on the machine that holds the password of the database.";
      dbhost = text (
        if cfg.database.createLocally && cfg.config.dbtype == "pgsql" then
          "/run/postgresql"
        else if cfg.database.createLocally && cfg.config.dbtype == "mysql" then
          "localhost:/run/mysqld/mysqld.sock"
        else
          "localhost"
      ) "192.0.2.20" "Where the database is.";
      dbtableprefix = text null "oc_" "The prefix of tables.";
      adminuser = mkOption {
        type = types.str;
        default = "root";
        example = "admin";
        description = "The name of the administrator.";
      };
      adminpassFile = mkOption {
        type = types.nullOr types.path;
        default = null;
        example = "/run/keys/nextcloud-admin";
        description = "A file on the machine that holds the administrator's first password.";
      };
    };

    settings = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = {
        trusted_domains = [ "cloud.example.org" ];
      };
      description = "Settings of Nextcloud's `config.php`.";
    };

    nginx.recommendedHttpHeaders =
      toggle true "Whether answers carry headers that make browsers careful.";
    nginx.hstsMaxAge = mkOption {
      type = types.ints.positive;
      default = 15552000;
      example = 31536000;
      description = "For how many seconds browsers insist on TLS.";
    };
  };

  imports = [
    (lib.mkRenamedOptionModule [ "services" "nextcloud" "extraOptions" ] [
      "services"
      "nextcloud"
      "settings"
    ])
  ];

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.config.adminpassFile != null;
        message = "services.nextcloud.config.adminpassFile must name a file with the administrator's first password.";
      }
      {
        assertion = !local || cfg.config.dbtype != "sqlite";
        message = "services.nextcloud.database.createLocally needs services.nextcloud.config.dbtype to be pgsql or mysql.";
      }
    ];

    services.nextcloud.settings = {
      datadirectory = lib.mkDefault "${cfg.datadir}/data";
      trusted_domains = [ cfg.hostName ];
      "overwriteprotocol" = lib.mkIf cfg.https "https";
      dbtableprefix = lib.mkIf (cfg.config.dbtableprefix != null) cfg.config.dbtableprefix;
      # The release lies in the store, where nothing can be installed.
      apps_paths = [
        {
          path = "${cfg.package}/apps";
          url = "/apps";
          writable = false;
        }
      ]
      ++ lib.optional (cfg.extraApps != { }) {
        path = "${apps}";
        url = "/nix-apps";
        writable = false;
      }
      ++ [
        {
          path = "${cfg.home}/store-apps";
          url = "/store-apps";
          writable = true;
        }
      ];
      appstoreenabled = lib.mkIf (cfg.appstoreEnable != null || cfg.extraApps != { }) (
        cfg.appstoreEnable == true
      );
      "memcache.distributed" = lib.mkIf cfg.configureRedis "\\OC\\Memcache\\Redis";
      "memcache.locking" = lib.mkIf cfg.configureRedis "\\OC\\Memcache\\Redis";
      redis = lib.mkIf cfg.configureRedis {
        host = config.services.redis.servers.nextcloud.unixSocket;
        port = 0;
      };
    };

    services.redis.servers.nextcloud = lib.mkIf cfg.configureRedis {
      enable = true;
      user = "nextcloud";
    };

    services.postgresql = lib.mkIf (local && cfg.config.dbtype == "pgsql") {
      enable = true;
      ensureDatabases = [ cfg.config.dbname ];
      ensureUsers = [
        {
          name = cfg.config.dbuser;
          ensureDBOwnership = true;
        }
      ];
    };
    services.mysql = lib.mkIf (local && cfg.config.dbtype == "mysql") {
      enable = true;
      ensureDatabases = [ cfg.config.dbname ];
      ensureUsers = [
        {
          name = cfg.config.dbuser;
          ensurePermissions."${cfg.config.dbname}.*" = "ALL PRIVILEGES";
        }
      ];
    };

    users.users.nextcloud = {
      isSystemUser = true;
      group = "nextcloud";
      home = cfg.home;
    };
    users.groups.nextcloud.members = [
      "nextcloud"
      config.services.nginx.user
    ];

    environment.systemPackages = [ occ ];

    services.phpfpm.pools.nextcloud = {
      user = "nextcloud";
      group = "nextcloud";
      inherit phpPackage;
      phpOptions = lib.concatStrings (
        lib.mapAttrsToList (name: value: "${name} = ${value}\n") (
          {
            upload_max_filesize = cfg.maxUploadSize;
            post_max_size = cfg.maxUploadSize;
            memory_limit = cfg.maxUploadSize;
          }
          // cfg.phpOptions
        )
      );
      phpEnv.NEXTCLOUD_CONFIG_DIR = "${cfg.datadir}/config";
      settings = {
        "listen.owner" = config.services.nginx.user;
        "listen.group" = config.services.nginx.group;
      }
      // cfg.poolSettings;
    };

    systemd.services.nextcloud-setup = {
      description = "Set Nextcloud up";
      wantedBy = [ "multi-user.target" ];
      before = [ "phpfpm-nextcloud.service" ];
      after =
        lib.optional (local && cfg.config.dbtype == "pgsql") "postgresql.service"
        ++ lib.optional (local && cfg.config.dbtype == "mysql") "mysql.service";
      requires =
        lib.optional (local && cfg.config.dbtype == "pgsql") "postgresql.service"
        ++ lib.optional (local && cfg.config.dbtype == "mysql") "mysql.service";
      path = [ occ ];
      environment.NEXTCLOUD_CONFIG_DIR = "${cfg.datadir}/config";
      serviceConfig = {
        Type = "oneshot";
        User = "nextcloud";
        UMask = "0027";
      };
      script = ''
        ln -sfn ${overrides} ${cfg.datadir}/config/override.config.php
        if [ ! -e ${cfg.datadir}/config/config.php ]; then
          nextcloud-occ ${install}
        fi
        nextcloud-occ upgrade
        ${lib.optionalString (cfg.extraApps != { } && cfg.extraAppsEnable) ''
          nextcloud-occ app:enable ${lib.escapeShellArgs (lib.attrNames cfg.extraApps)}
        ''}'';
    };

    systemd.services.nextcloud-update-apps = lib.mkIf cfg.autoUpdateApps.enable {
      description = "Updates of Nextcloud's apps";
      after = [ "nextcloud-setup.service" ];
      startAt = cfg.autoUpdateApps.startAt;
      restartIfChanged = false;
      serviceConfig = {
        Type = "oneshot";
        User = "nextcloud";
        ExecStart = "${occ}/bin/nextcloud-occ app:update --all";
      };
    };

    systemd.services.nextcloud-cron = {
      description = "Work that Nextcloud does from time to time";
      after = [ "nextcloud-setup.service" ];
      environment.NEXTCLOUD_CONFIG_DIR = "${cfg.datadir}/config";
      startAt = "*:0/5";
      serviceConfig = {
        Type = "oneshot";
        User = "nextcloud";
        ExecCondition = "/usr/bin/test -e ${cfg.datadir}/config/config.php";
        ExecStart = "${phpPackage}/bin/php -f ${cfg.package}/cron.php";
      };
    };

    systemd.tmpfiles.rules = [
      "d ${cfg.home} 0750 nextcloud nextcloud -"
      "d ${cfg.datadir}/config 0750 nextcloud nextcloud -"
      "d ${cfg.datadir}/data 0750 nextcloud nextcloud -"
      "d ${cfg.home}/store-apps 0750 nextcloud nextcloud -"
    ];

    services.nginx.enable = lib.mkDefault true;
    services.nginx.virtualHosts.${cfg.hostName} = {
      root = "${cfg.package}";
      locations = {
        "= /robots.txt".extraConfig = "allow all;";
        "^~ /.well-known" = {
          priority = 210;
          extraConfig = ''
            location = /.well-known/carddav { return 301 /remote.php/dav/; }
            location = /.well-known/caldav { return 301 /remote.php/dav/; }
            location ^~ /.well-known/acme-challenge { try_files $uri $uri/ =404; }
            return 301 /index.php$request_uri;
          '';
        };
        # What no one outside has any business with.
        "~ ^/(?:build|tests|config|lib|3rdparty|templates|data)(?:$|/)" = {
          priority = 450;
          return = 404;
        };
        "~ ^/(?:\\.|autotest|occ|issue|indie|db_|console)" = {
          priority = 450;
          return = 404;
        };
        "~ \\.php(?:$|/)" = {
          priority = 500;
          fastcgiPass = "unix:${pool.socket}";
          fastcgiParams = {
            SCRIPT_FILENAME = "$document_root$fastcgi_script_name";
            PATH_INFO = "$path_info";
            HTTPS = if cfg.https then "on" else "off";
            front_controller_active = "true";
          };
          extraConfig = ''
            fastcgi_split_path_info ^(.+?\.php)(/.*|)$;
            set $path_info $fastcgi_path_info;
            try_files $fastcgi_script_name =404;
            fastcgi_read_timeout 120s;
          '';
        };
        "^~ /nix-apps/" = lib.mkIf (cfg.extraApps != { }) {
          priority = 400;
          alias = "${apps}/";
        };
        "^~ /store-apps/" = {
          priority = 400;
          alias = "${cfg.home}/store-apps/";
        };
        "/" = {
          priority = 1600;
          tryFiles = "$uri $uri/ /index.php$request_uri";
        };
      };
      extraConfig = ''
        index index.php index.html;
        client_max_body_size ${cfg.maxUploadSize};
        ${lib.optionalString cfg.nginx.recommendedHttpHeaders ''
          add_header X-Content-Type-Options nosniff always;
          add_header X-Frame-Options sameorigin always;
          add_header Referrer-Policy no-referrer always;
        ''}${
          lib.optionalString cfg.https ''
            add_header Strict-Transport-Security "max-age=${toString cfg.nginx.hstsMaxAge}; includeSubDomains" always;
          ''
        }'';
    };
  };
}
