# Health checks: what must answer before a switch counts as done.
{ config, lib, ... }:

let
  inherit (lib) mkOption types;

  check = types.submodule (
    { name, config, ... }:
    {
      options = {
        enable = mkOption {
          type = types.bool;
          default = true;
          example = false;
          description = "Whether to make this check.";
        };

        type = mkOption {
          type = types.enum [
            "http"
            "tcp"
            "command"
            "unit"
          ];
          default =
            if config.url != null then
              "http"
            else if config.port != null then
              "tcp"
            else if config.command != null then
              "command"
            else
              "unit";
          defaultText = lib.literalMD "what the other options of the check call for";
          example = "unit";
          description = "What is asked: a URL, a TCP port, a command, or the state of a unit.";
        };

        url = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "http://localhost:8080/";
          description = "`http`: the URL to fetch.";
        };

        expectStatus = mkOption {
          type = types.ints.between 100 599;
          default = 200;
          example = 204;
          description = "`http`: the status that the answer must have.";
        };

        expectBody = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "Welcome";
          description = "`http`: a text that the answer's body must contain.";
        };

        host = mkOption {
          type = types.str;
          default = "127.0.0.1";
          example = "192.0.2.10";
          description = "`tcp`: the host to connect to.";
        };

        port = mkOption {
          type = types.nullOr types.port;
          default = null;
          example = 22;
          description = "`tcp`: the port to connect to.";
        };

        command = mkOption {
          type = types.nullOr (types.nonEmptyListOf types.str);
          default = null;
          example = lib.literalExpression ''[ "''${pkgs.curl}/bin/curl" "-sf" "http://localhost/" ]'';
          description = "`command`: a program and its arguments; it must exit with 0.";
        };

        unit = mkOption {
          type = types.nullOr types.str;
          default = null;
          example = "nginx.service";
          description = "`unit`: the unit that must be active.";
        };

        timeoutSec = mkOption {
          type = types.ints.positive;
          default = 30;
          example = 120;
          description = "For how many seconds the check is tried again before it counts as failed.";
        };
      };
    }
  );

  required = {
    http = "url";
    tcp = "port";
    command = "command";
    unit = "unit";
  };
in
{
  options.firn.health = mkOption {
    type = types.attrsOf check;
    default = { };
    example = lib.literalExpression ''
      {
        page.url = "http://localhost/";
        ssh.port = 22;
      }
    '';
    description = ''
      Checks that Firn makes on this machine after a switch. The switch is committed when all have passed, and
      undone when one fails. In a container's `config` they are made inside the container.
    '';
  };

  config.assertions = lib.mapAttrsToList (name: check: {
    assertion = check.${required.${check.type}} != null;
    message = "firn.health.${name} is of type ${check.type} but does not set `${required.${check.type}}`.";
  }) config.firn.health;
}
