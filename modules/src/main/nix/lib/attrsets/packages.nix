/**
  Sets that stand for packages, and their outputs.
*/
{ lib }:
let
  inherit (builtins) filter head;
in
rec {
  /**
    Is the value a derivation or something that looks like one?

    Type: isDerivation :: any -> bool
    Example: isDerivation { type = "derivation"; } => true
  */
  isDerivation = value: (value.type or null) == "derivation";

  /**
    A store path that exists already, as if it were a package.

    Type: toDerivation :: path -> package
    Example: (toDerivation "/nix/store/…-hello-2.12").name => "hello-2.12"
  */
  toDerivation =
    path:
    let
      stored = builtins.storePath path;
      package = {
        type = "derivation";
        # After the hash and its dash.
        name = lib.strings.sanitizeDerivationName (builtins.substring 33 (-1) (baseNameOf stored));
        outPath = stored;
        outputName = "out";
        outputs = [ "out" ];
        out = package;
      };
    in
    package;

  /**
    An output of a package, falling back to `out`, then to the package itself. A package of which an
    output has been chosen already stays as it is.

    Type: getOutput :: string -> package -> package
    Example: getOutput "dev" pkgs.openssl
  */
  getOutput =
    output: package:
    if package.outputSpecified or false then package else package.${output} or package.out or package;

  /**
    The first of several outputs that a package has, or the package itself.

    Type: getFirstOutput :: [ string ] -> package -> package
    Example: getFirstOutput [ "include" "dev" ] pkgs.openssl
  */
  getFirstOutput =
    candidates: package:
    let
      present = filter (output: package ? ${output}) candidates;
    in
    if package.outputSpecified or false || present == [ ] then package else package.${head present};

  /**
    Output `bin`. Type: getBin :: package -> package
  */
  getBin = getOutput "bin";

  /**
    Output `lib`. Type: getLib :: package -> package
  */
  getLib = getOutput "lib";

  /**
    Output `dev`. Type: getDev :: package -> package
  */
  getDev = getOutput "dev";

  /**
    Output `man`. Type: getMan :: package -> package
  */
  getMan = getOutput "man";

  /**
    Output with static libraries. Type: getStatic :: package -> package
  */
  getStatic = getFirstOutput [
    "static"
    "lib"
    "out"
  ];

  /**
    Output with headers. Type: getInclude :: package -> package
  */
  getInclude = getFirstOutput [
    "include"
    "dev"
    "out"
  ];

  /**
    The `dev` outputs of a list. Type: chooseDevOutputs :: [ package ] -> [ package ]
  */
  chooseDevOutputs = map getDev;

  /**
    Mark a set so that tools look for packages inside it.

    Type: recurseIntoAttrs :: attrs -> attrs
    Example: recurseIntoAttrs { a = 1; } => { a = 1; recurseForDerivations = true; }
  */
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };

  /**
    Mark a set so that tools do not look for packages inside it.

    Type: dontRecurseIntoAttrs :: attrs -> attrs
    Example: dontRecurseIntoAttrs { a = 1; } => { a = 1; recurseForDerivations = false; }
  */
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };
}
