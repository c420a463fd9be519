# Certificates from an authority that speaks ACME, such as Let's Encrypt.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.security.acme;

  settings =
    defaults:
    let
      own =
        type: name: fallback: extra:
        mkOption (
          {
            inherit type;
            default = if defaults == null then fallback else defaults.${name};
          }
          // extra
        );
    in
    {
      email = own (types.nullOr types.str) "email" null {
        example = "admin@example.org";
        description = "The address the authority writes to.";
      };
      server = own (types.nullOr types.str) "server" null {
        example = "https://acme-staging-v02.api.letsencrypt.org/directory";
        description = "The authority's address; null is Let's Encrypt.";
      };
      group = own types.str "group" "acme" {
        example = "nginx";
        description = "The group that may read the certificate and its key.";
      };
      webroot = own (types.nullOr types.str) "webroot" null {
        example = "/var/lib/acme/acme-challenge";
        description = "The folder, served over HTTP, in which the challenge is answered.";
      };
      listenHTTP = own (types.nullOr types.str) "listenHTTP" null {
        example = ":1360";
        description = "Where the challenge is answered without a web server.";
      };
      dnsProvider = own (types.nullOr types.str) "dnsProvider" null {
        example = "route53";
        description = "The provider through which a challenge by DNS is answered.";
      };
      environmentFile = own (types.nullOr types.path) "environmentFile" null {
        example = "/run/keys/dns";
        description = "A file on the machine with what the provider needs.";
      };
      keyType = own types.str "keyType" "ec256" {
        example = "rsa4096";
        description = "The kind of key.";
      };
      validMinDays = own types.int "validMinDays" 30 {
        example = 14;
        description = "With how many days left the certificate is renewed.";
      };
      reloadServices = own (types.listOf types.str) "reloadServices" [ ] {
        example = [ "nginx.service" ];
        description = "Units that are reloaded when the certificate is new.";
      };
      postRun = own types.lines "postRun" "" {
        example = "install -m 400 key.pem /srv/mail/key.pem";
        description = "Shell commands that run when the certificate is new.";
      };
      extraLegoFlags = own (types.listOf types.str) "extraLegoFlags" [ ] {
        example = [ "--http-timeout=60" ];
        description = "Further arguments of lego.";
      };
    };

  certModule =
    { name, ... }:
    {
      options = settings cfg.defaults // {
        domain = mkOption {
          type = types.str;
          default = name;
          example = "example.org";
          description = "The name the certificate is for.";
        };
        extraDomainNames = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "www.example.org" ];
          description = "Further names the certificate is for.";
        };
        directory = mkOption {
          type = types.str;
          readOnly = true;
          default = "/var/lib/acme/${name}";
          description = "The folder that holds the certificate.";
        };
      };
    };

  challenge =
    cert:
    if cert.dnsProvider != null then
      [ "--dns=${cert.dnsProvider}" ]
    else if cert.listenHTTP != null then
      [
        "--http"
        "--http.port=${cert.listenHTTP}"
      ]
    else
      [
        "--http"
        "--http.webroot=${toString cert.webroot}"
      ];

  common =
    cert:
    [
      "--accept-tos"
      "--path=/var/lib/acme/.lego/${cert.domain}"
      "--email=${toString cert.email}"
      "--key-type=${cert.keyType}"
    ]
    ++ map (domain: "--domains=${domain}") ([ cert.domain ] ++ cert.extraDomainNames)
    ++ lib.optional (cert.server != null) "--server=${cert.server}"
    ++ challenge cert
    ++ cert.extraLegoFlags;

  units = lib.concatMapAttrs (name: cert: {
    # A certificate of our own until the authority has given one: servers can start with it.
    "acme-selfsigned-${name}" = {
      description = "Certificate of our own for ${cert.domain}";
      path = [ pkgs.openssl ];
      unitConfig.ConditionPathExists = "!${cert.directory}/key.pem";
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        UMask = "0027";
      };
      script = ''
        mkdir -p ${cert.directory} && cd ${cert.directory}
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj ${lib.escapeShellArg "/CN=${cert.domain}"} -keyout key.pem -out cert.pem
        cp cert.pem chain.pem
        cp cert.pem fullchain.pem
        { cat key.pem; cat fullchain.pem; } > full.pem
        chgrp -R ${cert.group} .
      '';
    };

    "acme-${name}" = {
      description = "Certificate for ${cert.domain}";
      wants = [
        "network-online.target"
        "acme-selfsigned-${name}.service"
      ];
      after = [
        "network-online.target"
        "acme-selfsigned-${name}.service"
        "nginx.service"
      ];
      wantedBy = [ "multi-user.target" ];
      startAt = "daily";
      path = [ cfg.package ];
      serviceConfig = {
        Type = "oneshot";
        UMask = "0027";
        EnvironmentFile = lib.mkIf (cert.environmentFile != null) cert.environmentFile;
      };
      script = ''
        mkdir -p ${toString cert.webroot} ${cert.directory} /var/lib/acme/.lego/${cert.domain}
        cd /var/lib/acme/.lego/${cert.domain}
        if [ -e certificates/${cert.domain}.key ]; then
          lego ${lib.escapeShellArgs (common cert)} renew --no-random-sleep --days ${toString cert.validMinDays}
        else
          lego ${lib.escapeShellArgs (common cert)} run
        fi
        if ! cmp -s certificates/${cert.domain}.crt ${cert.directory}/fullchain.pem; then
          cp certificates/${cert.domain}.crt ${cert.directory}/fullchain.pem
          cp certificates/${cert.domain}.key ${cert.directory}/key.pem
          cp certificates/${cert.domain}.issuer.crt ${cert.directory}/chain.pem
          sed '/END CERTIFICATE/q' ${cert.directory}/fullchain.pem > ${cert.directory}/cert.pem
          cat ${cert.directory}/key.pem ${cert.directory}/fullchain.pem > ${cert.directory}/full.pem
          chgrp -R ${cert.group} ${cert.directory}
          ${lib.concatMapStrings (unit: ''
            systemctl --no-block try-reload-or-restart ${unit}
          '') cert.reloadServices}${cert.postRun}
        fi
      '';
    };
  }) cfg.certs;

  nginxHosts = lib.filter (host: host.enableACME) (
    lib.optionals config.services.nginx.enable (lib.attrValues config.services.nginx.virtualHosts)
  );
in
{
  options.security.acme = {
    acceptTerms = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether the terms of the authority are accepted.";
    };

    package = mkOption {
      type = types.package;
      default = pkgs.lego;
      defaultText = lib.literalExpression "pkgs.lego";
      example = lib.literalExpression "pkgs.lego";
      description = "The package of lego, which asks for certificates.";
    };

    defaults = settings null;

    certs = mkOption {
      type = types.attrsOf (types.submodule certModule);
      default = { };
      example = {
        "example.org".extraDomainNames = [ "www.example.org" ];
      };
      description = "Certificates, by the name they are for. They lie in `/var/lib/acme`.";
    };
  };

  imports = [
    (lib.mkRenamedOptionModule [ "security" "acme" "email" ] [ "security" "acme" "defaults" "email" ])
  ];

  config = lib.mkMerge [
    {
      security.acme.certs = lib.listToAttrs (
        map (
          host:
          lib.nameValuePair host.serverName {
            webroot = lib.mkDefault host.acmeRoot;
            extraDomainNames = host.serverAliases;
            group = lib.mkDefault config.services.nginx.group;
            reloadServices = [ "nginx.service" ];
          }
        ) nginxHosts
      );
    }

    (lib.mkIf (cfg.certs != { }) {
      users.users.acme = {
        isSystemUser = true;
        group = "acme";
        home = "/var/lib/acme";
        description = "Certificates";
      };
      users.groups.acme = { };
      systemd.services =
        units
        // lib.optionalAttrs config.services.nginx.enable {
          nginx = {
            wants = map (name: "acme-selfsigned-${name}.service") (lib.attrNames cfg.certs);
            after = map (name: "acme-selfsigned-${name}.service") (lib.attrNames cfg.certs);
          };
        };
      systemd.tmpfiles.rules = [ "d /var/lib/acme 0755 acme acme -" ];

      assertions = [
        {
          assertion = cfg.acceptTerms;
          message = "security.acme.acceptTerms must be true: read the terms of the authority (for Let's Encrypt: https://letsencrypt.org/repository/) and accept them.";
        }
      ]
      ++ lib.mapAttrsToList (name: cert: {
        assertion = cert.email != null;
        message = "security.acme.certs.${name}.email or security.acme.defaults.email must be set.";
      }) cfg.certs
      ++ lib.mapAttrsToList (name: cert: {
        assertion = cert.dnsProvider != null || cert.webroot != null || cert.listenHTTP != null;
        message = "security.acme.certs.${name} does not say how to answer the challenge: set webroot, listenHTTP or dnsProvider.";
      }) cfg.certs;
    })
  ];
}
