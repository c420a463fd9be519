# Assertions, tests, text with dependencies, versions, and what old code uses.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  assertions = {
    expr = [
      (lib.assertMsg true "fine")
      (fails (lib.assertMsg false "wrong"))
      (lib.assertOneOf "x" 1 [ 1 ])
      (fails (lib.assertOneOf "x" 3 [ 1 ]))
      (lib.asserts.assertEachOneOf "x" [ 1 ] [ 1 2 ])
      (lib.asserts.checkAssertWarn [
        {
          assertion = true;
          message = "never";
        }
      ] [ ] 5)
      (fails (
        lib.asserts.checkAssertWarn [
          {
            assertion = false;
            message = "a";
          }
        ] [ ] 5
      ))
    ];
    expected = [
      true
      true
      true
      true
      true
      5
      true
    ];
  };
  runTestsTellsFailures = {
    expr = lib.runTests {
      testGood = {
        expr = 1;
        expected = 1;
      };
      testBad = {
        expr = 1;
        expected = 2;
      };
      helper = {
        expr = 1;
        expected = 2;
      };
    };
    expected = [
      {
        name = "testBad";
        expected = 2;
        result = 1;
      }
    ];
  };
  runTestsByName = {
    expr = lib.runTests {
      tests = [ "helper" ];
      testBad = {
        expr = 1;
        expected = 2;
      };
      helper = {
        expr = 1;
        expected = 2;
      };
    };
    expected = [
      {
        name = "helper";
        expected = 2;
        result = 1;
      }
    ];
  };
  throwTestFailures = {
    expr = [
      (lib.debug.throwTestFailures { failures = [ ]; })
      (fails (
        lib.debug.throwTestFailures {
          failures = [
            {
              name = "x";
              expected = 1;
              result = 2;
            }
          ];
        }
      ))
    ];
    expected = [
      null
      true
    ];
  };
  textsInOrder = {
    expr =
      lib.textClosureList
        {
          a = lib.noDepEntry "A";
          b = lib.fullDepEntry "B" [ "a" ];
          c = lib.packEntry [
            "b"
            "a"
          ];
          d = lib.stringAfter [ "c" ] "D";
        }
        [
          "d"
          (lib.fullDepEntry "E" [ "a" ])
        ];
    expected = [
      "A"
      "B"
      ""
      "D"
      "E"
    ];
  };
  versionParts = {
    expr = [
      (lib.versions.major "1.2.3")
      (lib.versions.minor "1.2.3")
      (lib.versions.patch "1.2.3")
      (lib.versions.majorMinor "1.2.3")
      (lib.versions.pad 3 "1.2")
      (lib.versions.pad 2 "1.2.3")
      (lib.versions.pad 3 "1.2-rc1")
    ];
    expected = [
      "1"
      "2"
      "3"
      "1.2"
      "1.2.0"
      "1.2"
      "1.2.0-rc1"
    ];
  };
  closures = {
    expr =
      let
        package = name: inputs: {
          outPath = name;
          propagatedBuildInputs = inputs;
        };
        a = package "a" [ ];
        b = package "b" [ a ];
        c = package "c" [
          b
          null
          a
        ];
      in
      map (p: p.outPath) (lib.closePropagation [
        c
        null
      ]);
    expected = [
      "c"
      "b"
      "a"
    ];
  };
  oldMerges = {
    expr = [
      (lib.mergeAttrsConcatenateValues { a = 1; } { a = [ 2 ]; })
      (lib.mergeAttrsNoOverride { }
        {
          buildInputs = [ 1 ];
          buildPhase = "x";
        }
        {
          buildInputs = [ 2 ];
          buildPhase = "y";
          z = 1;
        }
      )
      (lib.mergeAttrsByFuncDefaultsClean [
        {
          buildInputs = [ 1 ];
          meta.a = 1;
        }
        {
          buildInputs = [ 2 ];
          meta.b = 2;
        }
      ])
    ];
    expected = [
      {
        a = [
          1
          2
        ];
      }
      {
        buildInputs = [
          2
          1
        ];
        buildPhase = "x";
        z = 1;
      }
      {
        buildInputs = [
          1
          2
        ];
        meta = {
          a = 1;
          b = 2;
        };
      }
    ];
  };
  oldFlags = {
    expr = [
      (lib.checkFlag { flags = [ "x" ]; } "x")
      (lib.checkFlag { } "x")
      (lib.getValue { } [ [ "a" 5 ] ] "a")
      (lib.getValue { a = 1; } [ [ "a" 5 ] ] "a")
      (lib.getValue { } [ ] "a")
      (lib.ifEnable false [ 1 ])
      (lib.ifEnable false { a = 1; })
      (lib.ifEnable true 1)
      (map lib.nixType [
        1
        "a"
        null
        true
        [ ]
        { }
        (x: x)
      ])
    ];
    expected = [
      true
      false
      5
      1
      null
      [ ]
      { }
      1
      [
        "int"
        "string"
        "null"
        "bool"
        "list"
        "attrs"
        "function"
      ]
    ];
  };
  oldLists = {
    expr = [
      (lib.uniqList {
        inputList = [
          1
          2
          1
          3
        ];
        acc = [ 2 ];
      })
      (lib.uniqListExt {
        inputList = [
          "a"
          "bb"
          "c"
        ];
        getter = builtins.stringLength;
      })
      (lib.condConcat "f" [
        true
        "1"
        false
        "2"
      ] lib.id)
      (map (x: x.key) (
        lib.lazyGenericClosure {
          startSet = [ { key = 1; } ];
          operator = x: if x.key < 3 then [ { key = x.key + 1; } ] else [ ];
        }
      ))
    ];
    expected = [
      [
        1
        3
      ]
      [
        "a"
        "bb"
      ]
      "f1"
      [
        3
        2
        1
      ]
    ];
  };
}
