# Functions, logic, numbers, warnings.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
in
{
  pipeRunsFirstStepFirst = {
    expr = lib.pipe 2 [
      (n: n + 2)
      (n: n * 3)
    ];
    expected = 12;
  };
  pipeWithoutStepsIsIdentity = {
    expr = lib.pipe "x" [ ];
    expected = "x";
  };
  flipSwapsArguments = {
    expr = lib.flip lib.concat [ 1 ] [ 2 ];
    expected = [
      2
      1
    ];
  };
  functionArgsOfCallableSet = {
    expr = lib.functionArgs {
      __functor = _: { a, b ? 1 }: a + b;
    };
    expected = {
      a = false;
      b = true;
    };
  };
  functionArgsPrefersDeclared = {
    expr = lib.functionArgs (lib.setFunctionArgs (args: args) { x = true; });
    expected.x = true;
  };
  mirrorFunctionArgsKeepsBehaviour = {
    expr = lib.mirrorFunctionArgs ({ x }: x) (args: args.x * 2) { x = 4; };
    expected = 8;
  };
  isFunctionOfSets = {
    expr = map lib.isFunction [
      { __functor = _: x: x; }
      { __functor = _: 1; }
      { }
      (x: x)
      1
    ];
    expected = [
      true
      false
      false
      true
      false
    ];
  };
  toFunctionOfConstant = {
    expr = lib.toFunction 3 "ignored";
    expected = 3;
  };
  xorTable = {
    expr = [
      (lib.xor true true)
      (lib.xor true false)
      (lib.xor false true)
      (lib.xor false false)
    ];
    expected = [
      false
      true
      true
      false
    ];
  };
  modKeepsSignOfDividend = {
    expr = [
      (lib.mod 11 10)
      (lib.mod (-7) 3)
      (lib.mod 7 (-3))
    ];
    expected = [
      1
      (-1)
      1
    ];
  };
  bitNotIsComplement = {
    expr = map lib.bitNot [
      10
      0
      (-1)
    ];
    expected = [
      (-11)
      (-1)
      0
    ];
  };
  minAndMax = {
    expr = [
      (lib.min 3 4)
      (lib.max 3 4)
      (lib.min "b" "a")
    ];
    expected = [
      3
      4
      "a"
    ];
  };
  compareIsThreeWay = {
    expr = [
      (lib.compare 1 2)
      (lib.compare "b" "a")
      (lib.compare 1.5 1.5)
    ];
    expected = [
      (-1)
      1
      0
    ];
  };
  splitByAndCompareGroupsFirst = {
    expr =
      lib.sort
        (a: b: lib.splitByAndCompare (lib.hasPrefix "x") lib.compare (lib.flip lib.compare) a b < 0)
        [
          "a"
          "xb"
          "c"
          "xa"
        ];
    expected = [
      "xa"
      "xb"
      "c"
      "a"
    ];
  };
  hexadecimalThereAndBack = {
    expr = map (n: lib.fromHexString (lib.toHexString n)) [
      0
      250
      65535
      9223372036854775807
    ];
    expected = [
      0
      250
      65535
      9223372036854775807
    ];
  };
  fromHexStringTakesPrefix = {
    expr = lib.fromHexString "0xfF";
    expected = 255;
  };
  fromHexStringWantsDigits = {
    expr = map (text: (builtins.tryEval (lib.fromHexString text)).success) [
      ""
      "0x"
      "0x0"
    ];
    expected = [
      false
      false
      true
    ];
  };
  toBaseDigitsBinary = {
    expr = lib.toBaseDigits 2 6;
    expected = [
      1
      1
      0
    ];
  };
  toBaseDigitsRefusesNegatives = {
    expr = fails (lib.toBaseDigits 10 (-1));
    expected = true;
  };
  warnGivesValue = {
    expr = lib.warnIf false "never seen" 5;
    expected = 5;
  };
  throwIfThrows = {
    expr = [
      (fails (lib.throwIf true "no" 1))
      (fails (lib.throwIfNot true "no" 1))
    ];
    expected = [
      true
      false
    ];
  };
  checkListOfEnumFindsStrangers = {
    expr = [
      (lib.checkListOfEnum "colours" [ "red" "blue" ] [ "red" ] 1)
      (fails (lib.checkListOfEnum "colours" [ "red" ] [ "green" ] 1))
    ];
    expected = [
      1
      true
    ];
  };
  defaultToOnlyReplacesNull = {
    expr = [
      (lib.defaultTo 1 null)
      (lib.defaultTo 1 false)
    ];
    expected = [
      1
      false
    ];
  };
  fixSeesItself = {
    expr = lib.fix (self: {
      a = 1;
      b = self.a + 1;
    });
    expected = {
      a = 1;
      b = 2;
    };
  };
  convergeStops = {
    expr = lib.converge (n: n / 2) 100;
    expected = 0;
  };
  extendsSeesFinalAndPrevious = {
    expr = lib.fix (
      lib.extends
        (final: prev: {
          a = prev.a + 10;
          c = final.b;
        })
        (final: {
          a = 1;
          b = final.a;
        })
    );
    expected = {
      a = 11;
      b = 11;
      c = 11;
    };
  };
  composeManyExtensionsInOrder = {
    expr =
      (lib.composeManyExtensions [
        (final: prev: { log = prev.log + "1"; })
        (final: prev: { log = prev.log + "2"; })
      ])
        { }
        { log = "0"; };
    expected.log = "012";
  };
  makeExtensibleExtendsTwice = {
    expr =
      let
        base = lib.makeExtensible (self: {
          a = 1;
          b = self.a * 10;
        });
        once = base.extend (final: prev: { a = prev.a + 1; });
        twice = once.extend (final: prev: { a = prev.a + 1; });
      in
      [
        base.b
        once.b
        twice.b
      ];
    expected = [
      10
      20
      30
    ];
  };
  toExtensionOfThreeKinds = {
    expr =
      let
        apply = f: lib.toExtension f { a = 100; } { a = 1; };
      in
      [
        (apply { a = 0; })
        (apply (prev: { a = prev.a + 1; }))
        (apply (final: prev: { a = final.a + prev.a; }))
      ];
    expected = [
      { a = 0; }
      { a = 2; }
      { a = 101; }
    ];
  };
  extendLibrary = {
    expr = (lib.extend (final: prev: { answer = prev.max 41 42; })).answer;
    expected = 42;
  };
  argumentsOfTheEngine = {
    expr = lib.functionArgs lib.evalModules;
    expected = {
      args = true;
      check = true;
      class = true;
      modules = false;
      prefix = true;
      specialArgs = true;
    };
  };
}
