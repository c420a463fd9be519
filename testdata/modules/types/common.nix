# Each common type with a value it takes.
{ lib }:
let
  inherit (lib) types;
  cases = with types; {
    anything = [
      anything
      [
        { a.b = 1; }
        { a.c = 2; }
      ]
    ];
    bool = [
      bool
      [
        true
        true
      ]
    ];
    boolByOr = [
      boolByOr
      [
        false
        true
      ]
    ];
    between = [
      (ints.between 1 3)
      [ 2 ]
    ];
    number = [
      number
      [ 1.5 ]
    ];
    lines = [
      lines
      [
        "a"
        "b"
      ]
    ];
    commas = [
      commas
      [
        "a"
        "b"
      ]
    ];
    strMatching = [
      (strMatching "[a-c]+")
      [ "abc" ]
    ];
    singleLineStr = [
      singleLineStr
      [ "line\n" ]
    ];
    path = [
      path
      [ "/a/b" ]
    ];
    listOf = [
      (listOf int)
      [
        [ 1 ]
        [ 2 ]
      ]
    ];
    attrsOf = [
      (attrsOf (listOf int))
      [
        { a = [ 1 ]; }
        {
          a = [ 2 ];
          b = [ ];
        }
      ]
    ];
    lazyAttrsOf = [
      (lazyAttrsOf int)
      [ { a = 1; } ]
    ];
    nullOr = [
      (nullOr int)
      [
        null
        null
      ]
    ];
    enum = [
      (enum [
        "a"
        1
        true
      ])
      [ "a" ]
    ];
    either = [
      (either int str)
      [ "x" ]
    ];
    oneOf = [
      (oneOf [
        int
        bool
        (listOf str)
      ])
      [ [ "x" ] ]
    ];
    coercedTo = [
      (coercedTo int toString str)
      [ 42 ]
    ];
    coercedList = [
      (listOf (coercedTo int toString str))
      [
        [
          1
          "b"
        ]
      ]
    ];
    uniq = [
      (uniq int)
      [ 1 ]
    ];
    attrs = [
      attrs
      [
        { a = 1; }
        { b = 2; }
      ]
    ];
    separatedString = [
      (separatedString " ")
      [
        "a"
        "b"
      ]
    ];
    attrTag = [
      (attrTag {
        left = lib.mkOption { type = int; };
        right = lib.mkOption { type = str; };
      })
      [ { right = "r"; } ]
    ];
    passwdEntry = [
      (passwdEntry str)
      [ "shell" ]
    ];
    raw = [
      raw
      [ { _type = "kept"; } ]
    ];
    json = [
      json
      [
        {
          a = [
            1
            null
          ];
        }
      ]
    ];
    attrListOf = [
      (attrListOf int)
      [
        { z = 1; }
        [
          { a = 2; }
          { a = 3; }
        ]
      ]
    ];
  };
  evaluate =
    name: case:
    let
      type = builtins.elemAt case 0;
    in
    {
      inherit (type) description;
      value =
        (lib.evalModules {
          modules = [
            { options.option = lib.mkOption { inherit type; }; }
          ]
          ++ map (option: { inherit option; }) (builtins.elemAt case 1);
        }).config.option;
    };
in
builtins.mapAttrs evaluate cases
