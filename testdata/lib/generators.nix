# Values in other notations, command lines, GVariant.
{ lib }:
let
  inherit (lib) generators gvariant;
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  keyValueLines = {
    expr = generators.toKeyValue { } {
      a = 1;
      b = "x";
      c = true;
      "d=e" = null;
    };
    expected = "a=1\nb=x\nc=true\nd\\=e=null\n";
  };
  keyValueRepeatsLists = {
    expr =
      generators.toKeyValue
        {
          listsAsDuplicateKeys = true;
          indent = "  ";
        }
        {
          a = [
            1
            2
          ];
        };
    expected = "  a=1\n  a=2\n";
  };
  iniSections = {
    expr = generators.toINI { } {
      b.x = 1;
      "a[]" = {
        y = "z";
        x = false;
      };
    };
    expected = "[a\\[\\]]\nx=false\ny=z\n\n[b]\nx=1\n";
  };
  iniWithGlobalSection = {
    expr = [
      (generators.toINIWithGlobalSection { } {
        globalSection.a = 1;
        sections.s.b = 2;
      })
      (generators.toINIWithGlobalSection { } { globalSection = { }; })
    ];
    expected = [
      "a=1\n\n[s]\nb=2\n"
      ""
    ];
  };
  gitSubsections = {
    expr = generators.toGitINI {
      user.name = "A \"B\"";
      remote.origin = {
        url = "u";
        fetch = [
          "x"
          "y"
        ];
      };
      url."ssh://git@example.org".insteadOf = "https://example.org";
    };
    expected = "[remote \"origin\"]\n\tfetch = \"x\"\n\tfetch = \"y\"\n\turl = \"u\"\n\n[url \"ssh://git@example.org\"]\n\tinsteadOf = \"https://example.org\"\n\n[user]\n\tname = \"A \\\"B\\\"\"\n";
  };
  prettyOnOneLine = {
    expr =
      generators.toPretty { multiline = false; }
        {
          a = [
            1
            2.5
            null
          ];
          "b c" = "x\"y\${z}";
          f = { x, y ? 1 }: x;
          g = x: x;
          d = {
            type = "derivation";
            name = "hello";
          };
          e = { };
          p = /tmp;
        };
    expected = ''{ a = [ 1 2.5 null ]; "b c" = "x\"y\''${z}"; d = <derivation hello>; e = { }; f = <function, args: {x, y?}>; g = <function>; p = /tmp; }'';
  };
  prettyOnSeveralLines = {
    expr = generators.toPretty { } {
      text = "one\ntwo\n";
      list = [ { a = 1; } ];
    };
    expected = "{\n  list = [\n    {\n      a = 1;\n    }\n  ];\n  text = ''\n    one\n    two\n  '';\n}";
  };
  prettyOfPretty = {
    expr = generators.toPretty { allowPrettyValues = true; } {
      __pretty = v: "<${v}>";
      val = "x";
    };
    expected = "<x>";
  };
  recursionLimit = {
    expr = [
      (generators.withRecursion {
        depthLimit = 1;
        throwOnDepthLimit = false;
      } { a.b.c = 1; })
      (fails (generators.withRecursion { depthLimit = 1; } { a.b.c = 1; }))
    ];
    expected = [
      { a.b = "<unevaluated>"; }
      true
    ];
  };
  propertyList = {
    expr = generators.toPlist { escape = true; } {
      a = 1;
      b = "x<y";
      c = [
        true
        false
      ];
      d = null;
    };
    expected = ''
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0">
      <dict>
      ${"\t"}<key>a</key>
      ${"\t"}<integer>1</integer>
      ${"\t"}<key>b</key>
      ${"\t"}<string>x&lt;y</string>
      ${"\t"}<key>c</key>
      ${"\t"}<array>
      ${"\t\t"}<true/>
      ${"\t\t"}<false/>
      ${"\t"}</array>
      </dict>
      </plist>'';
  };
  dhall = {
    expr = generators.toDhall { } {
      a = -1;
      b = [
        true
        "x"
      ];
      c = 2;
    };
    expected = ''{ a = -1, b = [ True, "x" ], c = +2 }'';
  };
  lua = {
    expr = [
      (generators.toLua { multiline = false; } {
        a = [
          1
          null
        ];
        b = { };
        c = generators.mkLuaInline "f()";
      })
      (generators.toLua { } [ { x = "y"; } ])
      (generators.toLua { asBindings = true; } { "vim.g.x" = 1; })
      (fails (generators.toLua { asBindings = true; } { "a b" = 1; }))
    ];
    expected = [
      ''{ ["a"] = { 1, nil }, ["b"] = {}, ["c"] = (f()) }''
      "{\n  {\n    [\"x\"] = \"y\"\n  }\n}"
      "vim.g.x = 1\n"
      true
    ];
  };
  commandLineGnu = {
    expr = [
      (lib.cli.toCommandLineGNU { } {
        verbose = true;
        quiet = false;
        o = "x";
        jobs = 3;
        H = [
          "a"
          "b c"
        ];
        n = null;
      })
      (lib.cli.toCommandLineShellGNU { explicitBool = true; } {
        colour = false;
        name = "a b";
      })
    ];
    expected = [
      [
        "-Ha"
        "-Hb c"
        "--jobs=3"
        "-ox"
        "--verbose"
      ]
      "'--colour=false' '--name=a b'"
    ];
  };
  commandLineOfOnesOwn = {
    expr =
      lib.cli.toCommandLine
        (name: {
          option = "/${name}";
          sep = null;
          explicitBool = false;
        })
        {
          x = "1";
          y = true;
        };
    expected = [
      "/x"
      "1"
      "/y"
    ];
  };
  gvariantTexts = {
    expr = map toString [
      (gvariant.mkValue [ true false ])
      (gvariant.mkString "it's\nme\\")
      (gvariant.mkInt32 5)
      (gvariant.mkUint32 5)
      (gvariant.mkEmptyArray gvariant.type.string)
      (gvariant.mkTuple [
        "a"
        (gvariant.mkInt64 1)
      ])
      (gvariant.mkVariant "x")
      (gvariant.mkNothing gvariant.type.string)
      (gvariant.mkJust true)
      (gvariant.mkArray [ (gvariant.mkDictionaryEntry "k" (gvariant.mkVariant true)) ])
      (gvariant.mkObjectpath "/a")
      (gvariant.mkDouble 0.5)
    ];
    expected = [
      "@ab [true,false]"
      "'it\\'s\\nme\\\\'"
      "5"
      "@u 5"
      "@as []"
      "@(sx) ('a',@x 1)"
      "<'x'>"
      "@ms nothing"
      "just true"
      "@a{sv} [@{sv} {'k',<true>}]"
      "objectpath '/a'"
      "0.500000"
    ];
  };
  gvariantRefusesUnclearValues = {
    expr = map (value: fails (toString (gvariant.mkValue value))) [
      5
      { a = 1; }
      null
      [ ]
      [
        "a"
        true
      ]
    ];
    expected = [
      true
      true
      true
      true
      true
    ];
  };
  dconf = {
    expr = generators.toDconfINI {
      "org/gnome" = {
        on = true;
        names = [ "a" ];
      };
    };
    expected = "[org/gnome]\nnames=@as ['a']\non=true\n";
  };
}
