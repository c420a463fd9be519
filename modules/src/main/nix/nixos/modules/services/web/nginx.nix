# nginx
{
  config,
  options,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.nginx;

  toggle =
    description:
    mkOption {
      type = types.bool;
      default = false;
      example = true;
      inherit description;
    };

  lines =
    example: description:
    mkOption {
      type = types.lines;
      default = "";
      inherit example description;
    };

  configFile = import ./nginx-config.nix { inherit config lib pkgs; };

  file = pkgs.writeText "nginx.conf" configFile;

  # With reloads the configuration has a path that stays the same, so that a change does not change the unit.
  path = if cfg.enableReload then "/etc/nginx/nginx.conf" else "${file}";

  nginx = "${cfg.package}/bin/nginx -c ${path} -e stderr";
in
{
  imports = [
    (lib.mkRenamedOptionModule [ "services" "nginx" "sslDhparams" ] [ "services" "nginx" "sslDhparam" ])
  ];

  options.services.nginx = {
    enable = toggle "Whether to run nginx, a web server.";

    package = mkOption {
      type = types.package;
      default = pkgs.nginx;
      defaultText = lib.literalExpression "pkgs.nginx";
      example = lib.literalExpression "pkgs.nginx";
      description = "The package of nginx.";
    };

    virtualHosts = mkOption {
      type = types.attrsOf (
        types.submodule (
          import ./nginx-host.nix {
            inherit lib;
            location = import ./nginx-location.nix { inherit lib; };
          }
        )
      );
      default = {
        localhost = { };
      };
      example = lib.literalExpression ''
        {
          "example.org" = {
            root = "/var/www";
            locations."/api/".proxyPass = "http://127.0.0.1:8080";
          };
        }
      '';
      description = "The hosts that nginx answers for, by name.";
    };

    upstreams = mkOption {
      type = types.attrsOf (
        types.submodule {
          options = {
            servers = mkOption {
              type = types.attrsOf (
                types.attrsOf (types.oneOf [
                  types.bool
                  types.int
                  types.str
                ])
              );
              default = { };
              example = {
                "127.0.0.1:8000" = { };
              };
              description = "The servers of the group, with their parameters.";
            };
            extraConfig = lines "keepalive 16;" "Further lines of the group.";
          };
        }
      );
      default = { };
      example.app.servers = {
        "127.0.0.1:8000" = { };
        "127.0.0.1:8001".backup = true;
      };
      description = "Groups of servers to which requests can be handed on.";
    };

    defaultListenAddresses = mkOption {
      type = types.listOf types.str;
      default = [ "0.0.0.0" ] ++ lib.optional config.networking.enableIPv6 "[::0]";
      defaultText =
        lib.literalExpression ''[ "0.0.0.0" ] ++ lib.optional config.networking.enableIPv6 "[::0]"'';
      example = [ "192.0.2.10" ];
      description = "Addresses to listen on where a host names none.";
    };

    defaultHTTPListenPort = mkOption {
      type = types.port;
      default = 80;
      example = 8080;
      description = "The port where a host names none.";
    };

    defaultSSLListenPort = mkOption {
      type = types.port;
      default = 443;
      example = 8443;
      description = "The port for TLS where a host names none.";
    };

    recommendedGzipSettings = toggle "Whether to compress answers, in a way that suits most sites.";
    recommendedBrotliSettings =
      toggle "Whether to compress answers with Brotli, in a way that suits most sites.";
    recommendedOptimisation =
      toggle "Whether to set up how files are sent, in a way that suits most sites.";
    recommendedProxySettings = toggle "Whether servers behind nginx are told who asked.";
    recommendedTlsSettings = toggle "Whether to set up TLS, in a way that suits most sites.";

    proxyTimeout = mkOption {
      type = types.str;
      default = "60s";
      example = "10s";
      description = "How long a server behind nginx may take.";
    };

    proxyResolveWhileRunning = toggle ''
      Whether the names of servers behind nginx are looked up while it runs, so that it starts though one is not known,
      and follows it to another address. It needs {option}`services.nginx.resolver.addresses`.
    '';

    enableReload = toggle ''
      Whether a changed configuration makes nginx read it again, rather than restart. Connections then survive a
      change, and a mistake in the configuration leaves the old one in force.
    '';

    user = mkOption {
      type = types.str;
      default = "nginx";
      example = "web";
      description = "The user nginx runs as.";
    };

    group = mkOption {
      type = types.str;
      default = "nginx";
      example = "web";
      description = "The group nginx runs as.";
    };

    serverTokens = toggle "Whether answers say which version of nginx gives them.";

    clientMaxBodySize = mkOption {
      type = types.str;
      default = "10m";
      example = "100m";
      description = "How large a request may be.";
    };

    sslProtocols = mkOption {
      type = types.str;
      default = "TLSv1.2 TLSv1.3";
      example = "TLSv1.3";
      description = "The versions of TLS that are spoken.";
    };

    sslCiphers = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "HIGH:!aNULL";
      description = "The ciphers that are used with TLS; null leaves the choice to OpenSSL.";
    };

    sslDhparam = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = "/var/lib/nginx/dhparams.pem";
      description = "A file of Diffie-Hellman parameters.";
    };

    resolver = {
      addresses = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "127.0.0.1" ];
        description = "Name servers that nginx asks itself.";
      };
      valid = mkOption {
        type = types.str;
        default = "";
        example = "30s";
        description = "How long answers are kept.";
      };
      ipv6 = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = "Whether IPv6 addresses are asked for too.";
      };
    };

    statusPage = toggle "Whether `http://127.0.0.1/nginx_status` shows what nginx does.";

    mapHashBucketSize = mkOption {
      type = types.nullOr types.int;
      default = null;
      example = 128;
      description = "The size of a bucket in tables for `map`.";
    };

    logError = mkOption {
      type = types.str;
      default = "stderr";
      example = "/var/log/nginx/error.log warn";
      description = "Where errors are logged, and from which severity on.";
    };

    validateConfigFile = mkOption {
      type = types.bool;
      default = true;
      visible = false;
      description = "Accepted for configurations that set it; nginx checks its configuration before it starts.";
    };

    preStart = lines "mkdir -p /var/cache/nginx/site" "Shell commands that run before nginx starts.";
    config =
      lines "events { } http { server { listen 8080; } }"
        "The whole configuration, in place of what the other options make.";
    appendConfig = lines "worker_rlimit_nofile 4096;" "Lines at the end of the configuration.";
    prependConfig = lines "worker_processes auto;" "Lines at the start of the configuration.";
    eventsConfig = lines "worker_connections 4096;" "Lines of the `events` block.";
    httpConfig =
      lines "server { listen 8080; root /var/www; }"
        "The whole `http` block, in place of what the other options make.";
    commonHttpConfig =
      lines "log_format short '$remote_addr $request';" "Lines at the start of the `http` block.";
    appendHttpConfig =
      lines "proxy_cache_path /var/cache/nginx/site keys_zone=site:10m;"
        "Lines at the end of the `http` block.";
    streamConfig =
      lines "server { listen 5000; proxy_pass 192.0.2.10:5000; }" "Lines of the `stream` block.";

    additionalModules = mkOption {
      type = types.listOf types.raw;
      default = [ ];
      example = lib.literalExpression "[ pkgs.libnginx-mod-http-echo ]";
      description = ''
        Modules to load: Debian's packages of them, or paths of files that end in `.so`. The one for
        {option}`services.nginx.streamConfig` is loaded where it is needed.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    environment.etc."nginx/nginx.conf" = lib.mkIf cfg.enableReload { source = file; };

    systemd.services.nginx = {
      description = "nginx web server";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      stopIfChanged = false;
      reloadTriggers = lib.mkIf cfg.enableReload [ file ];
      startLimitIntervalSec = 60;

      preStart = ''
        ${cfg.preStart}
        ${nginx} -t -q
      '';

      serviceConfig = {
        ExecStart = nginx;
        ExecReload = [
          "${nginx} -t -q"
          "/bin/kill -HUP $MAINPID"
        ];
        Restart = "always";
        RestartSec = "10s";
        User = cfg.user;
        Group = cfg.group;
        RuntimeDirectory = "nginx";
        RuntimeDirectoryMode = "0750";
        CacheDirectory = "nginx";
        CacheDirectoryMode = "0750";
        LogsDirectory = "nginx";
        LogsDirectoryMode = "0750";
        UMask = "0027";
        AmbientCapabilities = [ "CAP_NET_BIND_SERVICE" ];
        CapabilityBoundingSet = [ "CAP_NET_BIND_SERVICE" ];
        NoNewPrivileges = true;
        ProtectSystem = "strict";
        ProtectHome = lib.mkDefault true;
        PrivateTmp = true;
      };
    };

    users.users = lib.mkIf (cfg.user == "nginx") {
      nginx = {
        inherit (cfg) group;
        isSystemUser = true;
        description = "nginx";
      };
    };
    users.groups = lib.mkIf (cfg.group == "nginx") { nginx = { }; };

    services.nginx.additionalModules =
      lib.optional (cfg.streamConfig != "") pkgs.libnginx-mod-stream
      ++ lib.optionals cfg.recommendedBrotliSettings [
        pkgs.libnginx-mod-http-brotli-filter
        pkgs.libnginx-mod-http-brotli-static
      ];

    assertions = [
      {
        assertion = !cfg.proxyResolveWhileRunning || cfg.resolver.addresses != [ ];
        message = "services.nginx.proxyResolveWhileRunning needs a name server to ask: set services.nginx.resolver.addresses.";
      }
    ]
    ++ lib.concatLists (
      lib.mapAttrsToList (name: host: [
        {
          assertion =
            builtins.length (
              lib.filter lib.id [
                host.addSSL
                host.forceSSL
                host.onlySSL
                host.rejectSSL
              ]
            )
            <= 1;
          message = "services.nginx.virtualHosts.${name}: addSSL, forceSSL, onlySSL and rejectSSL exclude each other.";
        }
        {
          assertion = !(host.enableACME && host.useACMEHost != null);
          message = "services.nginx.virtualHosts.${name}: enableACME and useACMEHost exclude each other.";
        }
        {
          assertion =
            !(host.addSSL || host.forceSSL || host.onlySSL)
            || host.enableACME
            || host.useACMEHost != null
            || (host.sslCertificate != null && host.sslCertificateKey != null);
          message = "services.nginx.virtualHosts.${name} answers with TLS and has no certificate: set sslCertificate and sslCertificateKey, or enableACME.";
        }
        {
          assertion = lib.all (location: location.root == null || location.alias == null) (
            lib.attrValues host.locations
          );
          message = "services.nginx.virtualHosts.${name}.locations: root and alias exclude each other.";
        }
      ]) cfg.virtualHosts
    );
  };
}
