# The options of one `location` of an nginx virtual host.
{ lib }:

let
  inherit (lib) mkOption types;

  text =
    example: description:
    mkOption {
      type = types.nullOr types.str;
      default = null;
      inherit example description;
    };
in
{
  options = {
    proxyPass = text "http://127.0.0.1:8080" "The server to which requests are handed on.";
    proxyWebsockets = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = "Whether WebSocket connections are handed on too.";
    };
    recommendedProxySettings = mkOption {
      type = types.nullOr types.bool;
      default = null;
      example = true;
      description = "Whether the server is told who asked; null follows {option}`services.nginx.recommendedProxySettings`.";
    };
    uwsgiPass = text "unix:/run/app.sock" "The uwsgi server to which requests are handed on.";
    fastcgiPass =
      text "unix:/run/phpfpm/app.sock" "The FastCGI server to which requests are handed on.";

    root = text "/var/www" "The folder that holds the files.";
    alias = text "/srv/files" "The folder that holds the files, in place of the location's own path.";
    index = text "index.php index.html" "Names of files that are the answer for a folder.";
    tryFiles = text "$uri =404" "Files that are tried one after the other.";
    return = mkOption {
      type = types.nullOr (types.oneOf [
        types.str
        types.int
      ]);
      default = null;
      example = "301 https://example.org$request_uri";
      description = "The answer to all requests.";
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

    fastcgiParams = mkOption {
      type = types.attrsOf (types.either types.str types.path);
      default = { };
      example = {
        SCRIPT_NAME = "/index.php";
      };
      description = "Parameters for a FastCGI server.";
    };

    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "expires 30d;";
      description = "Further lines of the location.";
    };

    priority = mkOption {
      type = types.int;
      default = 1000;
      example = 500;
      description = "Where the location stands among the others; small numbers come first.";
    };
  };
}
