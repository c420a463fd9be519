# A few options with all that a reference can show. Beside it: the reference as Markdown and as a manual page.
{ lib, ... }:
let
  inherit (lib) mkOption mkEnableOption types;
in
{
  options.services.beacon = {
    enable = mkEnableOption "the beacon";

    port = mkOption {
      type = types.port;
      default = 7000;
      example = 7001;
      description = "Where it listens, see {manpage}`beacon(8)`.";
      relatedPackages = [
        "hello"
        {
          path = [
            "unixtools"
            "ping"
          ];
          title = "Ping";
          comment = "Shows whether it *answers*.";
        }
      ];
    };

    mode = mkOption {
      type = types.enum [ "calm" "loud" ];
      default = "calm";
      description = ''
        How it speaks:

        - `calm` says *little*;
        - `loud` says **everything**,
          on several lines.

        ::: {.warning}
        `loud` wakes the neighbours — really.
        :::
      '';
    };

    settings = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      example = lib.literalExpression ''
        {
          colour = "red";
          path = ./page.html;
        }
      '';
      description = ''
        All settings, as in [the manual](https://example.org/beacon?a=1&b=2):

        ```
        .colour = <red>
        ```

        1. They are read once.
        2. See {option}`services.beacon.port`.
      '';
    };

    serial = mkOption {
      type = types.str;
      readOnly = true;
      description = "What is written below it.";
    };

    lamps = mkOption {
      default = { };
      defaultText = lib.literalMD "none, unless `enable` is set";
      description = "Lamps by name.";
      type = types.attrsOf (
        types.submodule {
          options.watts = mkOption {
            type = types.ints.positive;
            description = "How bright. No more than `'5-6'` \\ ~7.";
          };
        }
      );
    };

    secret = mkOption {
      type = types.str;
      default = "x";
      internal = true;
      description = "Not shown.";
    };
  };
}
