# The options of one nginx virtual host.
{ lib, location }:

{ name, ... }:
let
  inherit (lib) mkOption types;

  toggle =
    description:
    mkOption {
      type = types.bool;
      default = false;
      example = true;
      inherit description;
    };

  file =
    example: description:
    mkOption {
      type = types.nullOr types.path;
      default = null;
      inherit example description;
    };
in
{
  options = {
    serverName = mkOption {
      type = types.nullOr types.str;
      default = name;
      defaultText = lib.literalMD "the attribute's name";
      example = "example.org";
      description = "The name under which the host is asked for.";
    };

    serverAliases = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "www.example.org" ];
      description = "Further names of the host.";
    };

    listen = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            addr = mkOption {
              type = types.str;
              default = "0.0.0.0";
              example = "[::]";
              description = "The address to listen on, or `unix:` and a path.";
            };
            port = mkOption {
              type = types.nullOr types.port;
              default = null;
              example = 8443;
              description = "The port; null is 443 with TLS and 80 without.";
            };
            ssl = toggle "Whether TLS is spoken on it.";
            proxyProtocol = toggle "Whether the PROXY protocol is spoken on it.";
            extraParameters = mkOption {
              type = types.listOf types.str;
              default = [ ];
              example = [ "backlog=1024" ];
              description = "Further parameters of the directive.";
            };
          };
        }
      );
      default = [ ];
      example = [
        {
          addr = "127.0.0.1";
          port = 8080;
        }
      ];
      description = "Addresses and ports to listen on; where none is given, the usual ones of all addresses.";
    };

    listenAddresses = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [
        "127.0.0.1"
        "[::1]"
      ];
      description = "Addresses to listen on, with the usual ports.";
    };

    default = toggle "Whether the host answers requests that no other one is meant by.";

    onlySSL = toggle "Whether the host answers with TLS only.";
    addSSL = toggle "Whether the host answers with TLS, and without it too.";
    forceSSL = toggle "Whether the host answers with TLS, and sends those who ask without it there.";
    rejectSSL = toggle "Whether TLS connections to this name are refused.";
    http2 = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether HTTP/2 is offered with TLS.";
    };
    kTLS = toggle "Whether the kernel encrypts, where it can.";

    enableACME = toggle "Whether the certificate comes from {option}`security.acme`.";
    useACMEHost = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "example.org";
      description = "The host whose certificate from {option}`security.acme` is used.";
    };
    acmeRoot = mkOption {
      type = types.nullOr types.str;
      default = "/var/lib/acme/acme-challenge";
      example = "/var/lib/challenges";
      description = "The folder in which challenges for a certificate are answered.";
    };

    sslCertificate = file "/var/host.cert" "The certificate.";
    sslCertificateKey = file "/var/host.key" "The key of the certificate.";
    sslTrustedCertificate = file "/var/chain.pem" "The certificates of the authorities above it.";

    root = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = "/var/www";
      description = "The folder that holds the files.";
    };

    globalRedirect = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "new.example.org";
      description = "The host to which all requests are sent.";
    };
    redirectCode = mkOption {
      type = types.ints.between 300 399;
      default = 301;
      example = 308;
      description = "The status with which that happens.";
    };

    basicAuth = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = {
        alice = "correct horse";
      };
      description = "Users and passwords that are asked for. The passwords can be read by all who can read the store.";
    };
    basicAuthFile = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = "/run/keys/htpasswd";
      description = "A file on the machine with users and hashed passwords.";
    };

    locations = mkOption {
      type = types.attrsOf (types.submodule location);
      default = { };
      example = lib.literalExpression ''
        {
          "/" = { proxyPass = "http://localhost:3000"; };
        }
      '';
      description = "What is answered below which path.";
    };

    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "error_page 404 /404.html;";
      description = "Further lines of the virtual host.";
    };
  };
}
