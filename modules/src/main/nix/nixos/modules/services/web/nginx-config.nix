# The text of nginx.conf.
{
  config,
  lib,
  pkgs,
}:

let
  inherit (lib) concatStrings concatStringsSep mapAttrsToList optionalString;
  cfg = config.services.nginx;

  line = name: value: optionalString (value != null && value != "") "${name} ${toString value};\n";
  # Lines of the configuration's own, which may end without a line break.
  own = text: optionalString (text != "") "${lib.removeSuffix "\n" text}\n";
  flag = name: value: "${name} ${if value then "on" else "off"};\n";

  indent =
    text: concatStrings (map (l: if l == "" then "" else "  ${l}\n") (lib.splitString "\n" text));

  block = head: body: "${head} {\n${indent body}}\n";

  mimeTypes = block "types" (
    concatStrings (
      mapAttrsToList (type: suffixes: "${type} ${concatStringsSep " " suffixes};\n") (
        import ./mime-types.nix
      )
    )
  );

  usesTls = host: host.addSSL || host.forceSSL || host.onlySSL;

  authFile =
    name: zone:
    if zone.basicAuthFile != null then
      zone.basicAuthFile
    else
      pkgs.writeText "${name}.htpasswd" (
        concatStrings (mapAttrsToList (user: password: "${user}:{PLAIN}${password}\n") zone.basicAuth)
      );

  auth =
    name: zone:
    optionalString (zone.basicAuth != { } || zone.basicAuthFile != null) ''
      auth_basic secured;
      auth_basic_user_file ${authFile name zone};
    '';

  proxyHeaders = ''
    proxy_set_header Host $host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $host;
    proxy_set_header X-Forwarded-Server $hostname;
  '';

  # What FastCGI programs expect to be told (nginx's documentation of ngx_http_fastcgi_module).
  fastcgiDefaults = {
    QUERY_STRING = "$query_string";
    REQUEST_METHOD = "$request_method";
    CONTENT_TYPE = "$content_type";
    CONTENT_LENGTH = "$content_length";
    SCRIPT_NAME = "$fastcgi_script_name";
    REQUEST_URI = "$request_uri";
    DOCUMENT_URI = "$document_uri";
    DOCUMENT_ROOT = "$document_root";
    SERVER_PROTOCOL = "$server_protocol";
    REQUEST_SCHEME = "$scheme";
    HTTPS = "$https if_not_empty";
    GATEWAY_INTERFACE = "CGI/1.1";
    SERVER_SOFTWARE = "nginx/$nginx_version";
    REMOTE_ADDR = "$remote_addr";
    REMOTE_PORT = "$remote_port";
    SERVER_ADDR = "$server_addr";
    SERVER_PORT = "$server_port";
    SERVER_NAME = "$server_name";
    SCRIPT_FILENAME = "$document_root$fastcgi_script_name";
    REDIRECT_STATUS = "200";
  };

  # An address in a variable is looked up for each request that needs it, rather than once at the start.
  proxyPass =
    target:
    if cfg.proxyResolveWhileRunning then
      "set $firn_proxy_target \"${target}\";\nproxy_pass $firn_proxy_target;\n"
    else
      line "proxy_pass" target;

  # Debian names a package after the file in it: `libnginx-mod-http-echo` brings `ngx_http_echo_module.so`.
  moduleFile =
    module:
    if lib.hasSuffix ".so" (toString module) then
      toString module
    else
      let
        name = lib.removePrefix "libnginx-mod-" (lib.getName module);
        file = if name == "http-ndk" then "ndk_http" else "ngx_${lib.replaceStrings [ "-" ] [ "_" ] name}";
      in
      "${module}/lib/nginx/modules/${file}_module.so";

  modules = concatStrings (
    map (module: line "load_module" (moduleFile module)) (lib.unique cfg.additionalModules)
  );

  location =
    path: l:
    let
      tellsProxy =
        if l.recommendedProxySettings == null then
          cfg.recommendedProxySettings
        else
          l.recommendedProxySettings;
    in
    block "location ${path}" (
      optionalString (l.proxyPass != null) (
        proxyPass l.proxyPass
        + optionalString l.proxyWebsockets ''
          proxy_http_version 1.1;
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $connection_upgrade;
        ''
        + optionalString tellsProxy proxyHeaders
      )
      + line "uwsgi_pass" l.uwsgiPass
      + line "fastcgi_pass" l.fastcgiPass
      + optionalString (l.fastcgiPass != null || l.fastcgiParams != { }) (
        concatStrings (
          mapAttrsToList (key: value: "fastcgi_param ${key} ${toString value};\n") (
            fastcgiDefaults // l.fastcgiParams
          )
        )
      )
      + line "index" l.index
      + line "try_files" l.tryFiles
      + line "root" l.root
      + line "alias" l.alias
      + line "return" l.return
      + auth "location" l
      + l.extraConfig
    );

  locations =
    host:
    concatStrings (
      map (entry: location entry.path entry.value) (
        lib.sort (a: b: a.value.priority < b.value.priority) (
          mapAttrsToList (path: value: { inherit path value; }) host.locations
        )
      )
    );

  listenLine =
    host: l:
    let
      port =
        if l.port != null then
          l.port
        else if l.ssl then
          cfg.defaultSSLListenPort
        else
          cfg.defaultHTTPListenPort;
      address = if lib.hasPrefix "unix:" l.addr then l.addr else "${l.addr}:${toString port}";
    in
    "listen ${
      concatStringsSep " " (
        [ address ]
        ++ lib.optional l.ssl "ssl"
        ++ lib.optional (l.ssl && host.http2) "http2"
        ++ lib.optional host.default "default_server"
        ++ lib.optional l.proxyProtocol "proxy_protocol"
        ++ l.extraParameters
      )
    };\n";

  # What a host listens on: as it says, or the usual ports of its addresses.
  listens =
    host:
    let
      addresses =
        if host.listenAddresses != [ ] then host.listenAddresses else cfg.defaultListenAddresses;
      at = ssl: addr: {
        inherit addr ssl;
        port = null;
        proxyProtocol = false;
        extraParameters = [ ];
      };
    in
    if host.listen != [ ] then
      host.listen
    else
      lib.optionals (!host.onlySSL) (map (at false) addresses)
      ++ lib.optionals (usesTls host || host.rejectSSL) (map (at true) addresses);

  certificate =
    name: host:
    let
      folder = "/var/lib/acme/${if host.useACMEHost != null then host.useACMEHost else host.serverName}";
      fromAcme = host.enableACME || host.useACMEHost != null;
    in
    optionalString (usesTls host) (
      line "ssl_certificate" (if fromAcme then "${folder}/fullchain.pem" else host.sslCertificate)
      + line "ssl_certificate_key" (if fromAcme then "${folder}/key.pem" else host.sslCertificateKey)
      + line "ssl_trusted_certificate" (
        if fromAcme then "${folder}/chain.pem" else host.sslTrustedCertificate
      )
      + optionalString host.kTLS "ssl_conf_command Options KTLS;\n"
    )
    + optionalString host.rejectSSL "ssl_reject_handshake on;\n";

  challenge =
    host:
    optionalString ((host.enableACME || host.useACMEHost != null) && host.acmeRoot != null) (
      block "location ^~ /.well-known/acme-challenge/" (
        line "root" host.acmeRoot + "auth_basic off;\nauth_request off;\n"
      )
    );

  serverNames =
    host: line "server_name" (concatStringsSep " " ([ host.serverName ] ++ host.serverAliases));

  server =
    name: host:
    let
      all = listens host;
      plain = lib.filter (l: !l.ssl) all;
      tls = lib.filter (l: l.ssl) all;
      served = if host.forceSSL then tls else all;
      target = if host.globalRedirect != null then host.globalRedirect else "$host";
    in
    optionalString host.forceSSL (
      block "server" (
        concatStrings (map (listenLine host) plain)
        + serverNames host
        + challenge host
        + block "location /" "return ${toString host.redirectCode} https://${target}$request_uri;"
      )
    )
    + block "server" (
      concatStrings (map (listenLine host) served)
      + serverNames host
      + certificate name host
      + challenge host
      + line "root" host.root
      + optionalString (host.globalRedirect != null) (
        block "location /"
          "return ${toString host.redirectCode} ${if usesTls host then "https" else "http"}://${host.globalRedirect}$request_uri;"
      )
      + auth name host
      + locations host
      + host.extraConfig
    );

  upstream =
    name: group:
    block "upstream ${name}" (
      concatStrings (
        mapAttrsToList (
          address: parameters:
          "server ${
            concatStringsSep " " (
              [ address ]
              ++ mapAttrsToList (
                key: value: if builtins.isBool value then optionalString value key else "${key}=${toString value}"
              ) parameters
            )
          };\n"
        ) group.servers
      )
      + group.extraConfig
    );

  temporary = concatStrings (
    map (kind: "${kind}_temp_path /var/cache/nginx/${kind};\n") [
      "client_body"
      "proxy"
      "fastcgi"
      "uwsgi"
      "scgi"
    ]
  );

  http =
    mimeTypes
    + ''
      default_type application/octet-stream;
      access_log /var/log/nginx/access.log;
      types_hash_max_size 2688;
    ''
    # Before the first table.
    + line "map_hash_bucket_size" cfg.mapHashBucketSize
    + temporary
    + optionalString (cfg.resolver.addresses != [ ]) (
      line "resolver" (
        concatStringsSep " " (
          cfg.resolver.addresses
          ++ lib.optional (cfg.resolver.valid != "") "valid=${cfg.resolver.valid}"
          ++ lib.optional (!cfg.resolver.ipv6) "ipv6=off"
        )
      )
    )
    + concatStrings (mapAttrsToList upstream cfg.upstreams)
    + own cfg.commonHttpConfig
    + optionalString cfg.recommendedOptimisation ''
      sendfile on;
      tcp_nopush on;
      tcp_nodelay on;
      keepalive_timeout 65;
    ''
    + line "ssl_protocols" cfg.sslProtocols
    + line "ssl_ciphers" cfg.sslCiphers
    + line "ssl_dhparam" cfg.sslDhparam
    + optionalString cfg.recommendedTlsSettings ''
      ssl_session_timeout 1d;
      ssl_session_cache shared:SSL:10m;
      ssl_session_tickets off;
      ssl_prefer_server_ciphers off;
    ''
    + optionalString cfg.recommendedGzipSettings ''
      gzip on;
      gzip_static on;
      gzip_vary on;
      gzip_comp_level 5;
      gzip_min_length 256;
      gzip_proxied expired no-cache no-store private auth;
      gzip_types application/atom+xml application/javascript application/json application/xml application/rss+xml application/wasm image/svg+xml text/css text/javascript text/plain text/xml;
    ''
    + optionalString cfg.recommendedBrotliSettings ''
      brotli on;
      brotli_static on;
      brotli_comp_level 5;
      brotli_window 512k;
      brotli_min_length 256;
      brotli_types application/atom+xml application/javascript application/json application/xml application/rss+xml application/wasm image/svg+xml text/css text/javascript text/plain text/xml;
    ''
    + optionalString cfg.recommendedProxySettings ''
      proxy_redirect off;
      proxy_connect_timeout ${cfg.proxyTimeout};
      proxy_send_timeout ${cfg.proxyTimeout};
      proxy_read_timeout ${cfg.proxyTimeout};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    ''
    + optionalString cfg.recommendedProxySettings proxyHeaders
    + block "map $http_upgrade $connection_upgrade" "default upgrade;\n'' close;"
    + line "client_max_body_size" cfg.clientMaxBodySize
    + flag "server_tokens" cfg.serverTokens
    + concatStrings (mapAttrsToList server cfg.virtualHosts)
    + optionalString cfg.statusPage (
      block "server" ''
        listen 127.0.0.1:80;
        server_name localhost;
        location /nginx_status {
          stub_status on;
          access_log off;
          allow 127.0.0.1;
          deny all;
        }
      ''
    )
    + own cfg.appendHttpConfig;
in
own cfg.prependConfig
+ modules
+ ''
  pid /run/nginx/nginx.pid;
  error_log ${cfg.logError};
  daemon off;
''
+ (
  if cfg.config != "" then
    own cfg.config
  else
    block "events" cfg.eventsConfig
    + block "http" (if cfg.httpConfig != "" then cfg.httpConfig else http)
)
+ optionalString (cfg.streamConfig != "") (block "stream" cfg.streamConfig)
+ own cfg.appendConfig
