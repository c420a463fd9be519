/**
  Functions on functions: composition, argument order, formal arguments.
*/
{ lib }:
let
  isLambda = builtins.isFunction;
  lambdaArgs = builtins.functionArgs;

  # A callable set that reports `formals` as its formal arguments.
  callable = formals: f: {
    __functor = _: f;
    __functionArgs = formals;
  };
in
rec {
  /**
    The argument itself.

    Type: id :: a -> a
    Example: id 3 => 3
  */
  id = value: value;

  /**
    A function that ignores its second argument.

    Type: const :: a -> b -> a
    Example: const "kept" "dropped" => "kept"
  */
  const = kept: _: kept;

  /**
    Send a value through a list of functions, first one first.

    Type: pipe :: a -> [ (any -> any) ] -> any
    Example: pipe 2 [ (n: n + 2) (n: n * 2) ] => 8
  */
  pipe = start: steps: builtins.foldl' (value: step: step value) start steps;

  /**
    Swap the first two arguments of a function.

    Type: flip :: (a -> b -> c) -> b -> a -> c
    Example: flip concat [ 1 ] [ 2 ] => [ 2 1 ]
  */
  flip =
    f: second: first:
    f first second;

  /**
    Is the value callable: a function, or a set whose `__functor` is one?

    Type: isFunction :: any -> bool
    Example: isFunction { __functor = self: x: x; } => true
  */
  isFunction = f: isLambda f || f ? __functor && isLambda (f.__functor f);

  /**
    The formal arguments of a function, with `true` for those that have a default. Understands
    callable sets and what `setFunctionArgs` declared.

    Type: functionArgs :: (a -> b) -> { ${name} :: bool }
    Example: functionArgs ({ a, b ? 1 }: a) => { a = false; b = true; }
  */
  functionArgs =
    f:
    if !(f ? __functor) then
      lambdaArgs f
    else if f ? __functionArgs then
      f.__functionArgs
    else
      lambdaArgs (f.__functor f);

  /**
    Let a function report the given formal arguments.

    Type: setFunctionArgs :: (a -> b) -> { ${name} :: bool } -> callable
    Example: functionArgs (setFunctionArgs (args: args.x) { x = false; }) => { x = false; }
  */
  setFunctionArgs = f: formals: callable formals f;

  /**
    Give a second function the formal arguments of a first.

    Type: mirrorFunctionArgs :: (a -> b) -> (a -> c) -> callable
    Example: functionArgs (mirrorFunctionArgs ({ x }: x) (args: args)) => { x = false; }
  */
  mirrorFunctionArgs = model: callable (functionArgs model);

  /**
    Any value as a function: a callable stays as it is, all else becomes a constant function.

    Type: toFunction :: (a -> b) | b -> a -> b
    Example: toFunction 1 "ignored" => 1
  */
  toFunction = value: if isFunction value then value else _: value;
}
