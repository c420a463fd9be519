# Strings.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  concatenations = {
    expr = [
      (lib.concatMapStrings (x: "<${x}>") [ "a" "b" ])
      (lib.concatImapStringsSep "-" (i: x: "${toString i}${x}") [ "a" "b" ])
      (lib.concatMapAttrsStringSep " " (n: v: "${n}=${v}") { b = "2"; a = "1"; })
      (lib.concatLines [ "a" "b" ])
      (lib.concatLines [ ])
      (lib.strings.replicate 3 "v")
    ];
    expected = [
      "<a><b>"
      "1a-2b"
      "a=1 b=2"
      "a\nb\n"
      ""
      "vvv"
    ];
  };
  intersperseOnlyBetween = {
    expr = map (lib.intersperse "/") [
      [ "usr" "local" "bin" ]
      [ "usr" ]
      [ ]
    ];
    expected = [
      [
        "usr"
        "/"
        "local"
        "/"
        "bin"
      ]
      [ "usr" ]
      [ ]
    ];
  };
  affixes = {
    expr = [
      (lib.hasPrefix "foo" "foobar")
      (lib.hasPrefix "foobar" "foo")
      (lib.hasSuffix "bar" "foobar")
      (lib.hasSuffix "" "foobar")
      (lib.hasInfix "o.b" "foobar")
      (lib.hasInfix "ob" "foobar")
      (lib.removePrefix "foo." "foo.bar")
      (lib.removePrefix "xxx" "foo")
      (lib.removeSuffix "bar" "foobar")
      (lib.removeSuffix "" "foo")
    ];
    expected = [
      true
      false
      true
      true
      false
      true
      "bar"
      "foo"
      "foo"
      "foo"
    ];
  };
  trims = {
    expr = [
      (lib.trim "\t a b \r\n")
      (lib.trim " \n ")
      (lib.trimWith { start = true; } " a ")
      (lib.trimWith { end = true; } " a ")
      (lib.trimWith { } " a ")
      (lib.trim "line one\n line two \n")
    ];
    expected = [
      "a b"
      ""
      "a "
      " a"
      " a "
      "line one\n line two"
    ];
  };
  normalizePathKeepsLastSlash = {
    expr = lib.strings.normalizePath "/a//b///c//";
    expected = "/a/b/c/";
  };
  splitStringKeepsEmptyPieces = {
    expr = [
      (lib.splitString "." "foo.bar..")
      (lib.splitString "$$" "a$$b")
      (lib.splitString "," "")
    ];
    expected = [
      [
        "foo"
        "bar"
        ""
        ""
      ]
      [
        "a"
        "b"
      ]
      [ "" ]
    ];
  };
  splitStringByKeepsOrDrops = {
    expr = [
      (lib.splitStringBy (prev: curr: curr == ".") false "a.b.")
      (lib.splitStringBy (prev: curr: prev == "a" && curr == "B") true "aBaB")
      (lib.splitStringBy (prev: curr: true) false "")
    ];
    expected = [
      [
        "a"
        "b"
        ""
      ]
      [
        "a"
        "Ba"
        "B"
      ]
      [ "" ]
    ];
  };
  cases = {
    expr = [
      (lib.toLower "HÄuser") # only ASCII letters change
      (lib.toUpper "home")
      (lib.toSentenceCase "hELLO world")
      (lib.toCamelCase "hello-new_world three")
      (lib.toCamelCase "PascalCase")
      (lib.toCamelCase "")
      (fails (lib.toSentenceCase 1))
    ];
    expected = [
      "hÄuser"
      "HOME"
      "Hello world"
      "helloNewWorldThree"
      "pascalCase"
      ""
      true
    ];
  };
  escaping = {
    expr = [
      (lib.escape [ "(" ")" ] "(foo)")
      (lib.strings.escapeC [ " " "-" ] "a b-c")
      (lib.escapeURL "foo/bar baz~")
      (lib.escapeRegex "[^a-z]*")
      (lib.escapeXML ''"a" & 'b' <c>'')
      (lib.strings.escapeNixString ''a "$b"'')
      (map lib.strings.escapeNixIdentifier [ "hello" "0abc" "if" "a-b'" "a.b" ])
      (lib.strings.charToInt "A")
    ];
    expected = [
      "\\(foo\\)"
      "a\\x20b\\x2dc"
      "foo%2Fbar%20baz~"
      "\\[\\^a-z]\\*"
      "&quot;a&quot; &amp; &apos;b&apos; &lt;c&gt;"
      "\"a \\\"\\$b\\\"\""
      [
        "hello"
        "\"0abc\""
        "\"if\""
        "a-b'"
        "\"a.b\""
      ]
      65
    ];
  };
  shellWords = {
    expr = [
      (lib.escapeShellArg "plain/path-1.0")
      (lib.escapeShellArg "esc'ape\nme")
      (lib.escapeShellArg "")
      (lib.escapeShellArg 5)
      (lib.escapeShellArgs [ "one" "two three" "$HOME" ])
    ];
    expected = [
      "plain/path-1.0"
      "'esc'\\''ape\nme'"
      "''"
      "5"
      "one 'two three' '$HOME'"
    ];
  };
  shellVariables = {
    expr = [
      (lib.toShellVar "foo" [ "a" "b c" ])
      (lib.toShellVars {
        foo = {
          x = 1;
          y = "a b";
        };
        bar = "b c";
      })
      (fails (lib.toShellVar "0bad" 1))
    ];
    expected = [
      "declare -a foo=(a 'b c')"
      "bar='b c'\ndeclare -A foo=([x]=1 [y]='a b')"
      true
    ];
  };
  integersInStrings = {
    expr = [
      (map lib.toInt [ "1337" " -4 " "0" ])
      (fails (lib.toInt "00024"))
      (fails (lib.toInt "3.14"))
      (fails (lib.toInt "12 34"))
      (map lib.toIntBase10 [ "00024" " 0 " "000" "-7" ])
      (fails (lib.toIntBase10 "x1"))
    ];
    expected = [
      [
        1337
        (-4)
        0
      ]
      true
      true
      true
      [
        24
        0
        0
        (-7)
      ]
      true
    ];
  };
  fixedWidths = {
    expr = [
      (lib.fixedWidthNumber 5 15)
      (lib.fixedWidthString 4 "ab" "xx")
      (fails (lib.fixedWidthString 1 "0" "22"))
    ];
    expected = [
      "00015"
      "abxx"
      true
    ];
  };
  stringLike = {
    expr = map lib.isStringLike [
      "a"
      ./.
      { outPath = "/x"; }
      { __toString = _: "x"; }
      { }
      1
    ];
    expected = [
      true
      true
      true
      true
      false
      false
    ];
  };
  storePaths = {
    expr = map lib.isStorePath [
      "${builtins.storeDir}/d945ibfx9x185xf04b890y4f9g3cbb63-python-2.7.11"
      "${builtins.storeDir}/d945ibfx9x185xf04b890y4f9g3cbb63-python-2.7.11/bin/python"
      "relative"
      1
    ];
    expected = [
      true
      false
      false
      false
    ];
  };
  versionsAndNames = {
    expr = [
      (lib.versionOlder "1.1" "1.2")
      (lib.versionOlder "1.1" "1.1")
      (lib.versionAtLeast "1.1" "1.1")
      (lib.getName "youtube-dl-2016.01.01")
      (lib.getVersion "youtube-dl-2016.01.01")
      (lib.getName {
        pname = "p";
        version = "1";
      })
      (lib.nameFromURL "https://example.org/zlib-1.3.tar.gz" "-")
    ];
    expected = [
      true
      false
      true
      "youtube-dl"
      "2016.01.01"
      "p"
      "zlib"
    ];
  };
  derivationNames = {
    expr = map lib.strings.sanitizeDerivationName [
      "../hello.bar # foo"
      ""
      "fine-1.0"
      "..."
    ];
    expected = [
      "-hello.bar-foo"
      "unknown"
      "fine-1.0"
      "unknown"
    ];
  };
  longDerivationNameKeepsEnd = {
    expr =
      let
        name = lib.strings.sanitizeDerivationName (lib.strings.replicate 300 "a" + "-end");
      in
      [
        (builtins.stringLength name)
        (lib.hasSuffix "a-end" name)
      ];
    expected = [
      207
      true
    ];
  };
  searchPaths = {
    expr = [
      (lib.makeSearchPath "bin" [ "/root" null "/usr" ])
      (lib.makeBinPath [
        {
          outPath = "/a";
          bin = "/a-bin";
        }
        "/b"
      ])
    ];
    expected = [
      "/root/bin:/usr/bin"
      "/a-bin/bin:/b/bin"
    ];
  };
  buildFlags = {
    expr = [
      (lib.enableFeature false "x")
      (lib.enableFeatureAs true "x" "1")
      (lib.withFeatureAs false "x" "1")
      (lib.cmakeBool "ENABLE" true)
      (lib.cmakeFeature "MODULES" "a")
      (lib.cmakeOptionType "path" "P" "/x")
      (lib.mesonBool "b" false)
      (lib.mesonEnable "docs" true)
      (fails (lib.withFeature true { }))
      (fails (lib.cmakeOptionType "nonsense" "P" "x"))
    ];
    expected = [
      "--disable-x"
      "--enable-x=1"
      "--without-x"
      "-DENABLE:BOOL=TRUE"
      "-DMODULES:STRING=a"
      "-DP:PATH=/x"
      "-Db=false"
      "-Ddocs=enabled"
      true
      true
    ];
  };
  editDistance = {
    expr = [
      (lib.strings.levenshtein "kitten" "sitting")
      (lib.strings.levenshtein "" "abc")
      (lib.strings.levenshtein "same" "same")
      (lib.strings.commonPrefixLength "hello" "help")
      (lib.strings.commonSuffixLength "running" "sing")
    ];
    expected = [
      3
      3
      0
      3
      3
    ];
  };
  editDistanceAtMost = {
    expr = [
      (lib.strings.levenshteinAtMost 0 "foo" "foo")
      (lib.strings.levenshteinAtMost 1 "foo" "boo")
      (lib.strings.levenshteinAtMost 1 "foo" "fo")
      (lib.strings.levenshteinAtMost 1 "ab" "ba")
      (lib.strings.levenshteinAtMost 2 "ab" "ba")
      (lib.strings.levenshteinAtMost 2 "kitten" "sitting")
      (lib.strings.levenshteinAtMost 3 "kitten" "sitting")
      (lib.strings.levenshteinAtMost 1 "aa" "aaaa")
      (lib.strings.levenshteinAtMost 2 "aa" "aaaa")
    ];
    expected = [
      true
      true
      true
      false
      true
      false
      true
      false
      true
    ];
  };
}
