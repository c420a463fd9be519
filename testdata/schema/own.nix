# Modules as somebody writes them for a service of their own: types within types, and alternatives of which the first decides.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  bare = type: mkOption { inherit type; };

  rule = types.submodule {
    options = {
      protocol = mkOption {
        type = types.enum [ "tcp" "udp" ];
        default = "tcp";
      };
      port = bare types.port;
      to = mkOption {
        type = types.nullOr (types.submodule { options.host = bare types.str; });
        default = null;
      };
    };
  };
  file = types.submodule { options.file = bare types.path; };
  text = types.submodule { options.text = bare types.str; };
in
{
  imports = [
    { options.web.name = bare (types.strMatching "[a-z][a-z0-9-]{0,14}"); }
  ];

  options = {
    web = {
      enable = lib.mkEnableOption "the service";
      level = bare (types.enum [ "debug" "info" 0 1 true null ]);
      rules = bare (types.listOf rule);
      byName = bare (types.attrsOf (types.nullOr rule));
      deep = bare (types.attrsOf (types.listOf (types.attrsOf (types.ints.between 1 3))));
      retries = bare (types.nullOr (types.ints.between 0 10));
      ratio = bare (types.nullOr (types.numbers.between 0 1));
      at = bare (types.strMatching "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");
      "odd name".value = bare types.int;
      sizes = bare (types.nonEmptyListOf types.ints.u8);
      once = bare (types.uniq (types.listOf types.str));
      even = bare (types.addCheck types.int (_: true));
      words = bare (types.coercedTo types.str (lib.splitString ",") (types.listOf types.str));
      address = bare (types.coercedTo types.port toString (types.strMatching "[0-9]+|unix:.*"));
      whole = bare (types.coercedTo types.str (path: { file = "/" + path; }) file);
    };

    either = {
      lists = bare (types.either (types.listOf types.int) (types.listOf types.str));
      listsOfEither = bare (types.listOf (types.either types.int types.str));
      sets = bare (types.either (types.attrsOf types.int) (types.attrsOf types.str));
      submodules = bare (types.either file text);
      textOrSet = bare (types.either types.str file);
      setOrText = bare (types.either file types.str);
      many = bare (types.oneOf [ (types.nullOr (types.listOf types.int)) types.bool (types.listOf types.str) (types.attrsOf types.int) ]);
      anythingLast = bare (types.either (types.listOf types.int) types.anything);
      perhaps = bare (types.nullOr (types.either (types.listOf types.int) (types.listOf types.bool)));
      nested = bare (types.attrsOf (types.either types.bool (types.either rule types.str)));
    };

    settings = mkOption {
      default = { };
      type = types.submodule {
        freeformType = types.attrsOf (types.nullOr (types.oneOf [ types.bool types.int types.str (types.listOf types.str) ]));
        options.log.level = mkOption {
          type = types.enum [ "low" "high" ];
          default = "low";
        };
        options.name = bare types.nonEmptyStr;
      };
    };
  };
}
