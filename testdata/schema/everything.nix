# Options of every type that a schema can tell something about. `everything.json` is their schema, `everything.documents.json` what it
# accepts and what not.
{ lib, ... }:
let
  inherit (lib) mkOption types;
  of =
    type:
    mkOption {
      inherit type;
      default = null;
    };
  # Definitions are needed, as nothing stands in for them.
  bare = type: mkOption { inherit type; };

  systemd = import ../../modules/src/main/nix/nixos/lib/systemd/types.nix { inherit lib; };

  tree = types.submodule {
    options = {
      name = bare types.str;
      children = mkOption {
        type = types.attrsOf tree;
        default = { };
      };
    };
  };
in
{
  options = {
    plain = {
      flag = bare types.bool;
      text = bare types.str;
      anything = bare types.anything;
      number = bare types.number;
    };

    texts = {
      lines = bare types.lines;
      nonEmpty = bare types.nonEmptyStr;
      oneLine = bare types.singleLineStr;
      name = bare (types.strMatching "[[:alnum:]][[:alnum:]_.-]*");
      odd = bare (types.strMatching "(a|b)+[]^\\[:digit:]x]{2}.");
      field = bare (types.passwdEntry types.str);
      path = bare types.path;
      stored = bare types.pathInStore;
      package = bare types.package;
      relative = bare (types.pathWith { absolute = false; });
      outside = bare types.externalPath;
      home = bare (types.passwdEntry types.path);
      joined = bare types.commas;
      search = bare types.envVar;
    };

    modules = {
      deferred = bare types.deferredModule;
      either = bare types.boolByOr;
      single = bare (types.uniq types.int);
      lua = bare types.luaInline;
      directive = bare systemd.directive;
      section = bare systemd.section;
    };

    numbers = {
      any = bare types.int;
      float = bare types.float;
      between = bare (types.ints.between (-5) 5);
      unsigned = bare types.ints.unsigned;
      positive = bare types.ints.positive;
      byte = bare types.ints.s8;
      port = mkOption {
        type = types.port;
        default = 8080;
        example = 443;
        description = "Where it listens.";
      };
      share = bare (types.numbers.between 0.5 1);
      above = bare types.numbers.positive;
    };

    choices = {
      level = bare (types.enum [ "low" "high" 3 ]);
      perhaps = of (types.nullOr types.int);
      levelOrNull = of (types.nullOr (types.enum [ "a" ]));
      mixed = bare (types.oneOf [ types.bool types.ints.positive (types.listOf types.str) ]);
      coerced = bare (types.coercedTo types.int toString types.str);
      tagged = bare (
        types.attrTag {
          file = mkOption {
            type = types.path;
            description = "Where it stands.";
          };
          text = mkOption { type = types.str; };
        }
      );
    };

    collections = {
      list = bare (types.listOf types.int);
      nonEmpty = bare (types.nonEmptyListOf types.str);
      set = bare (types.attrsOf types.bool);
      lazySet = bare (types.lazyAttrsOf types.str);
      ordered = bare (types.attrListOf types.int);
      structure = bare types.json;
    };

    machines = mkOption {
      default = { };
      description = "Machines by name.";
      type = types.attrsOf (
        types.submodule (
          { name, config, ... }:
          {
            options = {
              address = mkOption {
                type = types.str;
                description = "How it is reached.";
              };
              hostName = mkOption {
                type = types.str;
                default = name;
              };
              url = bare types.str;
              secure = mkOption {
                type = types.bool;
                default = true;
              };
              fixed = mkOption {
                type = types.int;
                default = 1;
                readOnly = true;
              };
              hidden = mkOption {
                type = types.int;
                default = 1;
                visible = false;
              };
            };
            config.url = lib.mkIf config.secure "https://${config.address}";
          }
        )
      );
    };

    settings = mkOption {
      default = { };
      type = types.submodule {
        freeformType = types.attrsOf (types.either types.int types.str);
        options.port = mkOption {
          type = types.port;
          default = 80;
        };
      };
    };

    # Attributes that are no options may stand below options too, where the freeform type takes sets.
    open = mkOption {
      default = { };
      type = types.submodule {
        freeformType = types.json;
        options.tls.enable = mkOption {
          type = types.bool;
          default = true;
        };
      };
    };

    closed = mkOption {
      default = { };
      type = types.submodule {
        freeformType = types.attrsOf types.int;
        options.tls.enable = mkOption {
          type = types.bool;
          default = true;
        };
      };
    };

    tree = mkOption {
      type = types.nullOr tree;
      default = null;
    };

    hook = mkOption {
      type = types.functionTo types.str;
      default = _: "";
      defaultText = lib.literalExpression ''_: ""'';
    };
  };
}
