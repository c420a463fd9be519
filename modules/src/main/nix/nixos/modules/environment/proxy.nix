# The proxy that programs reach the network through.
{ config, lib, ... }:
let
  inherit (lib) mkOption types;
  cfg = config.networking.proxy;

  for =
    what:
    mkOption {
      type = types.nullOr types.str;
      default = cfg.default;
      defaultText = lib.literalExpression "config.networking.proxy.default";
      example = "http://proxy.example.org:3128";
      description = "The proxy for ${what}.";
    };

  kinds = {
    httpProxy = "http_proxy";
    httpsProxy = "https_proxy";
    ftpProxy = "ftp_proxy";
    rsyncProxy = "rsync_proxy";
    allProxy = "all_proxy";
    noProxy = "no_proxy";
  };

  # Some programs look for the variable in capitals, others in small letters.
  variables = lib.concatMapAttrs (
    option: name:
    lib.optionalAttrs (cfg.${option} != null) {
      ${name} = cfg.${option};
      ${lib.toUpper name} = cfg.${option};
    }
  ) kinds;
in
{
  options.networking.proxy = {
    default = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "http://proxy.example.org:3128";
      description = "The proxy for everything that names no other one.";
    };
    httpProxy = for "pages without encryption";
    httpsProxy = for "pages with encryption";
    ftpProxy = for "FTP";
    rsyncProxy = for "rsync";
    allProxy = for "all protocols that have no variable of their own";
    noProxy = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "127.0.0.1,localhost,.example.org";
      description = "What is reached without a proxy: names and addresses, separated by commas.";
    };
    envVars = mkOption {
      type = types.attrsOf types.str;
      internal = true;
      readOnly = true;
      description = "The variables that say so, for units that need them.";
    };
  };

  config = {
    networking.proxy.envVars = variables;
    environment.variables = variables;
  };
}
