# Redis
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.redis;

  unitName = name: if name == "" then "redis" else "redis-${name}";

  toggle =
    default: description:
    mkOption {
      type = types.bool;
      example = !default;
      inherit default description;
    };

  line =
    name: value:
    lib.concatMapStrings (
      one: "${name} ${if builtins.isBool one then (if one then "yes" else "no") else toString one}\n"
    ) (lib.toList value);

  configFile =
    name: server:
    pkgs.writeText "${unitName name}.conf" (
      lib.concatStrings (lib.mapAttrsToList line (lib.filterAttrs (_: v: v != null) server.settings))
    );

  serverModule =
    { name, config, ... }:
    {
      options = {
        enable = toggle false "Whether to run this server.";
        user = mkOption {
          type = types.str;
          default = unitName name;
          defaultText = lib.literalMD "the name of the unit";
          example = "cache";
          description = "The user it runs as.";
        };
        port = mkOption {
          type = types.port;
          default = if name == "" then 6379 else 0;
          defaultText = lib.literalMD "6379 for the server without a name, else 0";
          example = 6380;
          description = "The port; 0 is none, the server is then reached through its socket.";
        };
        openFirewall = toggle false "Whether the firewall lets connections to the port in.";
        bind = mkOption {
          type = types.nullOr types.str;
          default = "127.0.0.1";
          example = "192.0.2.10";
          description = "The address to listen on; null is all.";
        };
        unixSocket = mkOption {
          type = types.nullOr types.path;
          default = "/run/${unitName name}/redis.sock";
          defaultText = lib.literalMD "a socket in the server's folder below `/run`";
          example = "/run/cache/redis.sock";
          description = "The socket.";
        };
        unixSocketPerm = mkOption {
          type = types.int;
          default = 660;
          example = 600;
          description = "The permissions of the socket.";
        };
        databases = mkOption {
          type = types.ints.positive;
          default = 16;
          example = 4;
          description = "How many databases the server has.";
        };
        save = mkOption {
          type = types.nullOr (types.listOf (types.listOf types.int));
          default = [
            [
              900
              1
            ]
            [
              300
              10
            ]
            [
              60
              10000
            ]
          ];
          example = [
            [
              3600
              1
            ]
          ];
          description = "After how many seconds with how many changes the data are written to disk.";
        };
        appendOnly = toggle false "Whether each change is written to disk at once.";
        appendFsync = mkOption {
          type = types.str;
          default = "everysec";
          example = "always";
          description = "How often that reaches the disk: `no`, `always` or `everysec`.";
        };
        maxclients = mkOption {
          type = types.ints.positive;
          default = 10000;
          example = 1000;
          description = "How many clients may connect.";
        };
        logLevel = mkOption {
          type = types.str;
          default = "notice";
          example = "warning";
          description = "How much is logged.";
        };
        logfile = mkOption {
          type = types.str;
          default = "/dev/null";
          example = "/var/log/redis/cache.log";
          description = "Where the log goes beside the journal.";
        };
        syslog = toggle true "Whether the log goes to the journal.";
        requirePass = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "correct horse";
          description = "The password. It can be read by all who can read the store.";
        };
        requirePassFile = mkOption {
          type = types.nullOr types.path;
          default = null;
          example = "/run/keys/redis";
          description = "A file on the machine that holds the password.";
        };
        settings = mkOption {
          type = types.attrsOf (
            types.nullOr (types.oneOf [
              types.bool
              types.int
              types.str
              (types.listOf types.str)
            ])
          );
          default = { };
          example = {
            maxmemory = "256mb";
          };
          description = "Settings of `redis.conf`.";
        };
      };

      config.settings = lib.mapAttrs (_: lib.mkDefault) (
        {
          inherit (config) port databases maxclients;
          daemonize = false;
          supervised = "systemd";
          loglevel = config.logLevel;
          dir = "/var/lib/${unitName name}";
          save =
            if config.save == null || config.save == [ ] then
              [ ''""'' ]
            else
              map (pair: toString pair) config.save;
          appendonly = config.appendOnly;
          appendfsync = config.appendFsync;
        }
        // lib.optionalAttrs (config.bind != null) { inherit (config) bind; }
        // lib.optionalAttrs (config.unixSocket != null) {
          unixsocket = config.unixSocket;
          unixsocketperm = toString config.unixSocketPerm;
        }
        # What the server prints is in the journal already; a file takes its place, so that the journal is asked for then.
        // lib.optionalAttrs (!config.syslog || config.logfile != "/dev/null") {
          inherit (config) logfile;
          syslog-enabled = config.syslog;
        }
        // lib.optionalAttrs (config.requirePass != null) { requirepass = config.requirePass; }
      );
    };

  enabled = lib.filterAttrs (_: server: server.enable) cfg.servers;

  legacy = map (
    option:
    lib.mkRenamedOptionModule
      [
        "services"
        "redis"
        option
      ]
      [
        "services"
        "redis"
        "servers"
        ""
        option
      ]
  );
in
{
  imports = legacy [
    "enable"
    "port"
    "openFirewall"
    "bind"
    "databases"
    "appendOnly"
    "requirePass"
    "requirePassFile"
    "settings"
  ];

  options.services.redis = {
    package = mkOption {
      type = types.package;
      default = pkgs.redis;
      defaultText = lib.literalExpression "pkgs.redis";
      example = lib.literalExpression "pkgs.redis";
      description = "The package of Redis.";
    };

    vmOverCommit = toggle false "Whether the kernel lets programs ask for more memory than there is.";

    servers = mkOption {
      type = types.attrsOf (types.submodule serverModule);
      default = { };
      example = lib.literalExpression ''{ app.enable = true; }'';
      description = "Servers, by name; the one with the empty name listens on the usual port.";
    };
  };

  config = lib.mkIf (enabled != { }) {
    boot.kernel.sysctl."vm.overcommit_memory" = lib.mkIf cfg.vmOverCommit (lib.mkDefault 1);

    networking.firewall.allowedTCPPorts = lib.concatMap (
      server: lib.optional (server.openFirewall && server.port != 0) server.port
    ) (lib.attrValues enabled);

    environment.systemPackages = [ cfg.package ];

    users.users = lib.mapAttrs' (
      name: server:
      lib.nameValuePair server.user {
        isSystemUser = true;
        group = server.user;
        description = "Redis";
      }
    ) enabled;
    users.groups = lib.mapAttrs' (name: server: lib.nameValuePair server.user { }) enabled;

    systemd.services = lib.mapAttrs' (
      name: server:
      lib.nameValuePair (unitName name) {
        description = "Redis${lib.optionalString (name != "") " ${name}"}";
        wantedBy = [ "multi-user.target" ];
        after = [ "network.target" ];
        # The server writes to its configuration, so it gets a copy.
        preStart = ''
          install -m 0600 ${configFile name server} /run/${unitName name}/redis.conf
          ${lib.optionalString (server.requirePassFile != null) ''
            printf 'requirepass "%s"\n' "$(cat ${server.requirePassFile})" >> /run/${unitName name}/redis.conf
          ''}'';
        serviceConfig = {
          ExecStart = "${cfg.package}/bin/redis-server /run/${unitName name}/redis.conf";
          Type = "notify";
          User = server.user;
          Group = server.user;
          RuntimeDirectory = unitName name;
          RuntimeDirectoryMode = "0750";
          StateDirectory = unitName name;
          StateDirectoryMode = "0700";
          NoNewPrivileges = true;
          ProtectSystem = "strict";
          ProtectHome = true;
          PrivateTmp = true;
          Restart = "always";
        };
      }
    ) enabled;
  };
}
