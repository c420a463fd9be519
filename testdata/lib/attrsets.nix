# Attribute sets.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  attrByPathStopsAtNonSets = {
    expr = [
      (lib.attrByPath [ "a" "b" ] 0 { a.b = 1; })
      (lib.attrByPath [ "a" "b" ] 0 { a = 1; })
      (lib.attrByPath [ ] 0 { a = 1; })
    ];
    expected = [
      1
      0
      { a = 1; }
    ];
  };
  hasAttrByPathIsLazyInValue = {
    expr = lib.hasAttrByPath [ "a" "b" ] { a.b = throw "unused"; };
    expected = true;
  };
  longestValidPathPrefix = {
    expr = lib.attrsets.longestValidPathPrefix [ "a" "b" "c" ] { a.b = 1; };
    expected = [
      "a"
      "b"
    ];
  };
  setAttrByPathNests = {
    expr = lib.setAttrByPath [ "a" "b" ] 1;
    expected.a.b = 1;
  };
  getAttrsTakesNamed = {
    expr = lib.getAttrs [ "a" ] {
      a = 1;
      b = throw "unused";
    };
    expected.a = 1;
  };
  showAttrPathQuotes = {
    expr = [
      (lib.showAttrPath [ "foo" "10" "in" "bar" ])
      (lib.showAttrPath [ ])
    ];
    expected = [
      "foo.\"10\".\"in\".bar"
      "<root attribute path>"
    ];
  };
  updateManyAttrsByPathDeepFirst = {
    expr =
      lib.updateManyAttrsByPath
        [
          {
            path = [ "a" ];
            update = old: old // { seen = old.b; };
          }
          {
            path = [ "a" "b" ];
            update = old: old + 1;
          }
          {
            path = [ "a" "b" ];
            update = old: old * 10;
          }
        ]
        { a.b = 1; };
    expected.a = {
      b = 20;
      seen = 20;
    };
  };
  updateManyAttrsByPathCreates = {
    expr = lib.updateManyAttrsByPath [
      {
        path = [ "x" "y" ];
        update = _: 1;
      }
    ] { };
    expected.x.y = 1;
  };
  updateManyAttrsByPathNeedsOldValue = {
    expr = fails (
      lib.updateManyAttrsByPath [
        {
          path = [ "x" ];
          update = old: old + 1;
        }
      ] { }
    );
    expected = true;
  };
  filterAttrsRecursiveFiltersSetsToo = {
    expr = lib.filterAttrsRecursive (name: value: name != "no" && value != null) {
      a = {
        b = null;
        c = 1;
        no.d = 1;
      };
      no = 1;
    };
    expected.a.c = 1;
  };
  collectStopsAtMatches = {
    expr = lib.collect (x: x ? out) {
      a.out = {
        out = 1;
      };
      b.c.out = 2;
      d = 3;
    };
    expected = [
      { out.out = 1; }
      { out = 2; }
    ];
  };
  matchAttrsIsPartial = {
    expr = [
      (lib.matchAttrs { cpu.bits = 64; } {
        cpu = {
          bits = 64;
          name = "x";
        };
      })
      (lib.matchAttrs { cpu.bits = 64; } { cpu.bits = 32; })
      (lib.matchAttrs { cpu.bits = 64; } { cpu = 64; })
      (lib.matchAttrs { } { a = 1; })
    ];
    expected = [
      true
      false
      false
      true
    ];
  };
  mapAttrsPrimeRenames = {
    expr = lib.mapAttrs' (n: v: lib.nameValuePair "x-${n}" (v + 1)) { a = 1; };
    expected.x-a = 2;
  };
  mapAttrsRecursiveCondStops = {
    expr =
      lib.mapAttrsRecursiveCond (as: !(as ? stop)) (path: value: lib.concatStringsSep "." path)
        {
          a.b.c = 1;
          d = {
            stop = true;
            e = 1;
          };
        };
    expected = {
      a.b.c = "a.b.c";
      d = "d";
    };
  };
  mapAttrsToListRecursiveInOrder = {
    expr = lib.mapAttrsToListRecursive (path: value: "${lib.last path}${toString value}") {
      b = 2;
      a.z = 1;
    };
    expected = [
      "z1"
      "b2"
    ];
  };
  foldlAttrsInOrder = {
    expr = lib.foldlAttrs (acc: name: value: acc + name + value) "" {
      b = "2";
      a = "1";
    };
    expected = "a1b2";
  };
  foldAttrsCollects = {
    expr = lib.foldAttrs (item: acc: [ item ] ++ acc) [ ] [
      { a = 1; }
      {
        a = 2;
        b = 3;
      }
    ];
    expected = {
      a = [
        1
        2
      ];
      b = [ 3 ];
    };
  };
  cartesianProductLastFastest = {
    expr = lib.mapCartesianProduct ({ a, b }: "${a}${b}") {
      a = [
        "1"
        "2"
      ];
      b = [
        "x"
        "y"
      ];
    };
    expected = [
      "1x"
      "1y"
      "2x"
      "2y"
    ];
  };
  recursiveUpdateRightWins = {
    expr =
      lib.recursiveUpdate
        {
          a = {
            b = 1;
            c = 2;
          };
          d = 1;
        }
        {
          a.b = 3;
          d.e = 4;
        };
    expected = {
      a = {
        b = 3;
        c = 2;
      };
      d.e = 4;
    };
  };
  recursiveUpdateUntilGetsPath = {
    expr = lib.recursiveUpdateUntil (path: l: r: path == [ "a" ]) { a.b = 1; } { a.c = 2; };
    expected.a.c = 2;
  };
  recursiveUpdateIsLazy = {
    expr = (lib.recursiveUpdate { a = throw "replaced"; b = 1; } { a = 2; }).b;
    expected = 1;
  };
  mergeAttrsListLastWins = {
    expr = [
      (lib.mergeAttrsList [ ])
      (lib.mergeAttrsList [
        { a = 1; }
        {
          a = 2;
          b = 2;
        }
        { b = 3; }
      ])
    ];
    expected = [
      { }
      {
        a = 2;
        b = 3;
      }
    ];
  };
  overrideExistingKeepsNames = {
    expr = lib.overrideExisting { a = 1; } {
      a = 2;
      b = 3;
    };
    expected.a = 2;
  };
  unionOfDisjointThrowsOnlyAtCollision = {
    expr =
      let
        both = lib.attrsets.unionOfDisjoint { a = 1; b = 1; } { b = 2; c = 3; };
      in
      [
        both.a
        both.c
        (fails both.b)
      ];
    expected = [
      1
      3
      true
    ];
  };
  getOutputFallsBack = {
    expr =
      let
        package = {
          outPath = "/p";
          out = "/p-out";
          dev = "/p-dev";
        };
      in
      [
        (lib.getDev package)
        (lib.getLib package)
        (lib.getBin (package // { outputSpecified = true; })).outPath
        (lib.getInclude package)
        (lib.getLib { outPath = "/q"; }).outPath
      ];
    expected = [
      "/p-dev"
      "/p-out"
      "/p"
      "/p-dev"
      "/q"
    ];
  };
  zipAttrsWithNamesSkipsOthers = {
    expr = lib.zipAttrsWithNames [ "a" ] (name: values: { inherit name values; }) [
      {
        a = 1;
        b = 2;
      }
      { a = 3; }
    ];
    expected.a = {
      name = "a";
      values = [
        1
        3
      ];
    };
  };
}
