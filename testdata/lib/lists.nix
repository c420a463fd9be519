# Lists.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  foldrIsLazy = {
    expr = lib.foldr (x: rest: if x == 2 then "found" else rest) (throw "end reached") [
      1
      2
      3
    ];
    expected = "found";
  };
  foldlOrder = {
    expr = [
      (lib.foldl (acc: x: acc + x) "0" [ "1" "2" ])
      (lib.foldl' (acc: x: acc + x) "0" [ "1" "2" ])
      (lib.foldr (x: acc: x + acc) "0" [ "1" "2" ])
    ];
    expected = [
      "012"
      "012"
      "120"
    ];
  };
  foldlPrimeForcesStart = {
    expr = [
      (fails (lib.foldl' (_: x: x) (throw "start") [ 1 ]))
      (fails (lib.foldl (_: x: x) (throw "start") [ 1 ]))
    ];
    expected = [
      true
      false
    ];
  };
  flattenDeep = {
    expr = [
      (lib.flatten [ 1 [ 2 [ [ 3 ] ] [ ] ] ])
      (lib.flatten 1)
    ];
    expected = [
      [
        1
        2
        3
      ]
      [ 1 ]
    ];
  };
  rangeBothEnds = {
    expr = [
      (lib.range 2 4)
      (lib.range 3 2)
    ];
    expected = [
      [
        2
        3
        4
      ]
      [ ]
    ];
  };
  nothingIsTakenFromNothing = {
    expr = map (count: lib.take count [ ]) [
      0
      3
      (-1)
    ];
    expected = [
      [ ]
      [ ]
      [ ]
    ];
  };
  sublistNeverRunsOver = {
    expr = [
      (lib.sublist 1 2 [ 1 2 3 4 ])
      (lib.sublist 3 9 [ 1 2 3 4 ])
      (lib.sublist 9 1 [ 1 2 3 4 ])
      (lib.take 9 [ 1 ])
      (lib.drop 1 [ ])
      (lib.takeEnd 2 [ 1 2 3 ])
      (lib.dropEnd 2 [ 1 2 3 ])
      (lib.takeEnd 9 [ 1 ])
      (lib.dropEnd 9 [ 1 ])
    ];
    expected = [
      [
        2
        3
      ]
      [ 4 ]
      [ ]
      [ 1 ]
      [ ]
      [
        2
        3
      ]
      [ 1 ]
      [ 1 ]
      [ ]
    ];
  };
  lastAndInitNeedElements = {
    expr = [
      (lib.last [ 1 2 ])
      (lib.init [ 1 2 ])
      (fails (lib.last [ ]))
      (fails (lib.init [ ]))
    ];
    expected = [
      2
      [ 1 ]
      true
      true
    ];
  };
  prefixes = {
    expr = [
      (lib.lists.hasPrefix [ 1 ] [ 1 2 ])
      (lib.lists.hasPrefix [ 1 2 ] [ 1 ])
      (lib.lists.removePrefix [ 1 ] [ 1 2 ])
      (lib.lists.commonPrefix [ 1 2 3 ] [ 1 2 4 5 ])
      (fails (lib.lists.removePrefix [ 2 ] [ 1 2 ]))
    ];
    expected = [
      true
      false
      [ 2 ]
      [
        1
        2
      ]
      true
    ];
  };
  findFirstIsLazyAfterHit = {
    expr = [
      (lib.findFirst (x: x > 3) 7 [ 1 6 (throw "later") ])
      (lib.findFirst (x: x > 9) 7 [ 1 6 ])
      (lib.lists.findFirstIndex (x: x > 3) null [ 1 6 4 ])
      (lib.lists.findFirstIndex (x: x > 0) null [ 1 ])
    ];
    expected = [
      6
      7
      1
      0
    ];
  };
  findFirstInLongLists = {
    expr = lib.lists.findFirstIndex (x: x == 99999) null (lib.range 0 100000);
    expected = 99999;
  };
  findSingleTellsHowMany = {
    expr = map (lib.findSingle (x: x == 3) "none" "many") [
      [ 1 3 ]
      [ 1 ]
      [
        3
        3
      ]
    ];
    expected = [
      3
      "none"
      "many"
    ];
  };
  zipStopsAtShorter = {
    expr = lib.zipListsWith (a: b: a + b) [ 1 2 3 ] [ 10 20 ];
    expected = [
      11
      22
    ];
  };
  imapCounts = {
    expr = [
      (lib.imap0 (i: x: "${x}${toString i}") [ "a" "b" ])
      (lib.imap1 (i: x: "${x}${toString i}") [ "a" "b" ])
    ];
    expected = [
      [
        "a0"
        "b1"
      ]
      [
        "a1"
        "b2"
      ]
    ];
  };
  ifilter0SeesIndex = {
    expr = lib.ifilter0 (i: x: i == 0 || x > 2) [ 1 2 3 ];
    expected = [
      1
      3
    ];
  };
  sortOnIsStable = {
    expr = lib.sortOn lib.stringLength [ "aa" "b" "cc" "d" ];
    expected = [
      "b"
      "d"
      "aa"
      "cc"
    ];
  };
  naturalSortByValue = {
    expr = lib.naturalSort [ "v10" "v9.10" "v9.2" "v1" ];
    expected = [
      "v1"
      "v9.2"
      "v9.10"
      "v10"
    ];
  };
  compareListsShorterFirst = {
    expr = [
      (lib.compareLists lib.compare [ ] [ ])
      (lib.compareLists lib.compare [ ] [ 1 ])
      (lib.compareLists lib.compare [ 1 2 ] [ 1 ])
      (lib.compareLists lib.compare [ 1 2 ] [ 1 3 ])
    ];
    expected = [
      0
      (-1)
      1
      (-1)
    ];
  };
  toposortOrdersByPrefix = {
    expr = lib.toposort lib.hasPrefix [
      "/home/user"
      "other"
      "/"
      "/home"
    ];
    expected.result = [
      "/"
      "/home"
      "/home/user"
      "other"
    ];
  };
  toposortReportsCycle = {
    expr =
      let
        before = a: b: builtins.elem a.name b.after;
      in
      lib.toposort before [
        {
          name = "a";
          after = [ "b" ];
        }
        {
          name = "b";
          after = [ "a" ];
        }
      ];
    expected =
      let
        a = {
          name = "a";
          after = [ "b" ];
        };
        b = {
          name = "b";
          after = [ "a" ];
        };
      in
      {
        cycle = [
          a
          b
        ];
        loops = [ a ];
      };
  };
  listDfsVisits = {
    expr = lib.listDfs true lib.hasPrefix [
      "/home/user"
      "other"
      "/"
      "/home"
    ];
    expected = {
      minimal = "/";
      visited = [ "/home/user" ];
      rest = [
        "/home"
        "other"
      ];
    };
  };
  uniqueKeepsFirst = {
    expr = [
      (lib.unique [ 3 2 3 4 2 ])
      (lib.uniqueStrings [ "b" "a" "b" ])
      (lib.allUnique [ 1 2 1 ])
    ];
    expected = [
      [
        3
        2
        4
      ]
      [
        "a"
        "b"
      ]
      false
    ];
  };
  setOperations = {
    expr = [
      (lib.intersectLists [ 1 2 3 ] [ 6 3 2 ])
      (lib.subtractLists [ 3 2 ] [ 1 2 3 4 5 3 ])
      (lib.mutuallyExclusive [ 1 2 ] [ 3 ])
      (lib.mutuallyExclusive [ 1 2 ] [ 2 ])
      (lib.mutuallyExclusive [ ] [ 2 ])
    ];
    expected = [
      [
        3
        2
      ]
      [
        1
        4
        5
      ]
      true
      false
      true
    ];
  };
  groupByPrimeFolds = {
    expr = lib.groupBy' builtins.add 0 (x: if x > 2 then "big" else "small") [
      5
      1
      2
      3
    ];
    expected = {
      big = 8;
      small = 3;
    };
  };
  crossListsInOrder = {
    expr = lib.crossLists (a: b: "${a}${b}") [
      [ "1" "2" ]
      [ "x" "y" ]
    ];
    expected = [
      "1x"
      "1y"
      "2x"
      "2y"
    ];
  };
  replaceElemAtChecksIndex = {
    expr = [
      (lib.replaceElemAt [ 1 2 3 ] 1 "x")
      (fails (lib.replaceElemAt [ 1 ] 1 "x"))
      (fails (lib.replaceElemAt [ 1 ] (-1) "x"))
    ];
    expected = [
      [
        1
        "x"
        3
      ]
      true
      true
    ];
  };
  reverseAndRemove = {
    expr = [
      (lib.reverseList [ 1 2 3 ])
      (lib.reverseList [ ])
      (lib.remove 3 [ 1 3 4 3 ])
      (lib.count (x: x == 3) [ 3 2 3 ])
    ];
    expected = [
      [
        3
        2
        1
      ]
      [ ]
      [
        1
        4
      ]
      2
    ];
  };
}
