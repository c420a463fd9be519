/**
  Looking at values while they are evaluated, and tests in the language.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    deepSeq
    elem
    isAttrs
    isList
    mapAttrs
    seq
    substring
    ;
  inherit (lib.generators) toPretty;
  inherit (lib.trivial) id;

  # The value with everything below a depth replaced by a mark that `toPretty` prints as it is.
  cut =
    depth: value:
    let
      mark = text: {
        __pretty = _: text;
        val = value;
      };
    in
    if isList value then
      if depth == 0 then mark "[…]" else map (cut (depth - 1)) value
    else if isAttrs value then
      if depth == 0 then mark "{…}" else mapAttrs (_: cut (depth - 1)) value
    else
      value;
in
rec {
  inherit (builtins) addErrorContext trace unsafeGetAttrPos;

  /**
    Print a message where the condition holds, then go on with the value.

    Type: traceIf :: bool -> string -> a -> a
    Example: traceIf true "hello" 3 => 3
  */
  traceIf =
    condition: message: value:
    if condition then trace message value else value;

  /**
    Print what a function makes of a value, then go on with the value.

    Type: traceValFn :: (a -> b) -> a -> a
    Example: traceValFn (x: "seen: ${x}") "foo" => "foo"
  */
  traceValFn = show: value: trace (show value) value;

  /**
    Print a value and go on with it. Type: traceVal :: a -> a
  */
  traceVal = traceValFn id;

  /**
    Print a value in full, then go on with another.

    Type: traceSeq :: a -> b -> b
    Example: traceSeq { a.b = 1; } 3 => 3
  */
  traceSeq = shown: trace (deepSeq shown shown);

  /**
    Print a value down to a depth, then go on with another.

    Type: traceSeqN :: int -> a -> b -> b
    Example: traceSeqN 1 { a.b = 1; } 3 prints { a = {…}; }
  */
  traceSeqN = depth: shown: trace (toPretty { allowPrettyValues = true; } (cut depth shown));

  /**
    `traceValFn` with the value evaluated in full. Type: traceValSeqFn :: (a -> b) -> a -> a
  */
  traceValSeqFn = show: value: traceValFn show (deepSeq value value);

  /**
    `traceVal` with the value evaluated in full. Type: traceValSeq :: a -> a
  */
  traceValSeq = traceValSeqFn id;

  /**
    `traceValFn` down to a depth. Type: traceValSeqNFn :: (a -> b) -> int -> a -> a
  */
  traceValSeqNFn =
    show: depth: value:
    traceSeqN depth (show value) value;

  /**
    `traceVal` down to a depth. Type: traceValSeqN :: int -> a -> a
  */
  traceValSeqN = traceValSeqNFn id;

  /**
    Print argument and result of a function, down to a depth.

    Type: traceFnSeqN :: int -> string -> (a -> b) -> a -> b
    Example: traceFnSeqN 2 "id" (x: x) { a = 1; } => { a = 1; }
  */
  traceFnSeqN =
    depth: name: f: argument:
    let
      result = f argument;
    in
    traceSeqN (depth + 1) {
      fn = name;
      from = argument;
      to = result;
    } result;

  /**
    The tests that fail. Those count whose name begins with `test`, or, where there is a list
      `tests`,
    those it names.

    Type: runTests :: { ${name} :: { expr; expected; } } -> [ { name; expected; result; } ]
    Example: runTests { testSum = { expr = 1 + 1; expected = 2; }; } => [ ]
  */
  runTests =
    tests:
    let
      chosen = tests.tests or [ ];
      isTest = name: if chosen == [ ] then substring 0 4 name == "test" else elem name chosen;
      failure =
        name:
        let
          inherit (tests.${name}) expr expected;
        in
        if isTest name && expr != expected then
          [
            {
              inherit name expected;
              result = expr;
            }
          ]
        else
          [ ];
    in
    concatMap failure (attrNames tests);

  /**
    Null where no test failed; else prints every failure and throws their names.

    Type: throwTestFailures :: { failures :: [ attrs ]; description ? string; } -> null
    Example: throwTestFailures { failures = runTests tests; }
  */
  throwTestFailures =
    {
      failures,
      description ? "tests",
      ...
    }:
    let
      show = value: builtins.unsafeDiscardStringContext (toPretty { allowPrettyValues = true; } value);
      report =
        failure:
        "FAIL ${show failure.name}:\nExpected:\n${show failure.expected}\n\nResult:\n${show failure.result}\n";
      names = map (failure: failure.name) failures;
      reported = builtins.foldl' (done: failure: trace (report failure) done) null failures;
    in
    if failures == [ ] then
      null
    else
      throw (
        seq reported
          "${toString (builtins.length failures)} ${description} failed:\n- ${concatStringsSep "\n- " names}\n\n${builtins.toJSON failures}"
      );

  /**
    A test that all of a list is true.

    Type: testAllTrue :: [ bool ] -> { expr :: [ bool ]; expected :: [ bool ]; }
    Example: testAllTrue [ (1 < 2) ] => { expr = [ true ]; expected = [ true ]; }
  */
  testAllTrue = claims: {
    expr = claims;
    expected = map (_: true) claims;
  };
}
