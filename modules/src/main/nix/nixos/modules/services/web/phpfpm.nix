# PHP, behind a web server.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.phpfpm;

  atom = types.oneOf [
    types.str
    types.int
    types.bool
  ];

  value = v: if builtins.isBool v then (if v then "yes" else "no") else toString v;
  lines = settings: lib.concatStrings (lib.mapAttrsToList (k: v: "${k} = ${value v}\n") settings);

  poolModule =
    { name, config, ... }:
    {
      options = {
        socket = mkOption {
          type = types.str;
          readOnly = true;
          default = if config.listen == "" then "/run/phpfpm/${name}.sock" else config.listen;
          defaultText = lib.literalMD "`/run/phpfpm/<name>.sock`";
          description = "Where the pool is reached, for `fastcgiPass`.";
        };
        listen = mkOption {
          type = types.str;
          default = "";
          example = "/run/phpfpm/app.sock";
          description = "The address or socket to listen on, where that is not the usual socket.";
        };
        phpPackage = mkOption {
          type = types.package;
          default = cfg.phpPackage;
          defaultText = lib.literalExpression "config.services.phpfpm.phpPackage";
          example = lib.literalExpression "pkgs.php";
          description = "The package of PHP.";
        };
        phpOptions = mkOption {
          type = types.lines;
          default = "";
          example = "date.timezone = Europe/Berlin";
          description = "Lines of `php.ini` for this pool.";
        };
        phpEnv = mkOption {
          type = types.attrsOf types.str;
          default = { };
          example = {
            HOSTNAME = "$HOSTNAME";
          };
          description = "Environment variables of the programs.";
        };
        user = mkOption {
          type = types.str;
          example = "app";
          description = "The user the programs run as.";
        };
        group = mkOption {
          type = types.str;
          example = "app";
          description = "The group the programs run as.";
        };
        settings = mkOption {
          type = types.attrsOf atom;
          default = { };
          example = {
            "pm" = "dynamic";
            "pm.max_children" = 75;
          };
          description = "Settings of the pool.";
        };
        extraConfig = mkOption {
          type = types.nullOr types.lines;
          default = null;
          example = "pm.status_path = /status";
          description = "Further lines of the pool.";
        };
      };

      config.settings = {
        listen = lib.mkDefault config.socket;
        user = lib.mkDefault config.user;
        group = lib.mkDefault config.group;
      }
      // lib.mapAttrs' (name: v: lib.nameValuePair "env[${name}]" (lib.mkDefault v)) config.phpEnv;
    };

  configFile =
    name: pool:
    pkgs.writeText "phpfpm-${name}.conf" ''
      [global]
      ${lines cfg.settings}${lib.optionalString (cfg.extraConfig != null) cfg.extraConfig}
      [${name}]
      ${lines pool.settings}${lib.optionalString (pool.extraConfig != null) pool.extraConfig}
    '';

  ini = pool: pkgs.writeText "php.ini" "${cfg.phpOptions}\n${pool.phpOptions}\n";
in
{
  options.services.phpfpm = {
    settings = mkOption {
      type = types.attrsOf atom;
      default = { };
      example = {
        error_log = "syslog";
      };
      description = "Settings for all pools.";
    };
    extraConfig = mkOption {
      type = types.nullOr types.lines;
      default = null;
      example = "log_level = warning";
      description = "Further lines for all pools.";
    };
    phpPackage = mkOption {
      type = types.package;
      default = pkgs.php;
      defaultText = lib.literalExpression "pkgs.php";
      example = lib.literalExpression "pkgs.php";
      description = "The package of PHP.";
    };
    phpOptions = mkOption {
      type = types.lines;
      default = "";
      example = ''date.timezone = "CET"'';
      description = "Lines of `php.ini`.";
    };
    pools = mkOption {
      type = types.attrsOf (types.submodule poolModule);
      default = { };
      example = lib.literalExpression ''
        {
          app = {
            user = "app";
            group = "app";
            settings = { pm = "ondemand"; "pm.max_children" = 10; };
          };
        }
      '';
      description = "Pools of processes that run PHP programs.";
    };
  };

  config = lib.mkIf (cfg.pools != { }) {
    services.phpfpm.settings = {
      error_log = lib.mkDefault "syslog";
      daemonize = lib.mkDefault false;
    };

    systemd.slices.phpfpm.description = "PHP pools";
    systemd.targets.phpfpm = {
      description = "PHP pools";
      wantedBy = [ "multi-user.target" ];
    };

    systemd.services = lib.mapAttrs' (
      name: pool:
      lib.nameValuePair "phpfpm-${name}" {
        description = "PHP pool ${name}";
        after = [ "network.target" ];
        wantedBy = [ "phpfpm.target" ];
        partOf = [ "phpfpm.target" ];
        serviceConfig = {
          Slice = "phpfpm.slice";
          PrivateTmp = true;
          ProtectSystem = "full";
          ProtectHome = true;
          Type = "notify";
          ExecStart = "${pool.phpPackage}/bin/php-fpm -y ${configFile name pool} -c ${ini pool}";
          ExecReload = "/bin/kill -USR2 $MAINPID";
          RuntimeDirectory = "phpfpm";
          RuntimeDirectoryPreserve = true;
          Restart = "always";
        };
      }
    ) cfg.pools;
  };
}
