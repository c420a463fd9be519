/**
  Command lines made from sets of options.
*/
{ lib }:
let
  inherit (builtins)
    concatLists
    concatMap
    isBool
    isList
    stringLength
    ;
  inherit (lib.attrsets) mapAttrsToList;
  inherit (lib.strings) escapeShellArgs;

  showValue = lib.generators.mkValueStringDefault { };

  deprecated =
    name: instead:
    lib.trivial.warnIf (lib.trivial.oldestSupportedReleaseIsAtLeast 2511)
      "lib.cli.${name} is deprecated, please use lib.cli.${instead} or lib.cli.toCommandLineShellGNU instead.";

  # One option with one value, in the given notation.
  words =
    {
      option,
      sep,
      explicitBool,
      formatArg ? showValue,
    }:
    value:
    if value == null then
      [ ]
    else if isBool value && !explicitBool then
      lib.lists.optional value option
    else if sep == null then
      [
        option
        (formatArg value)
      ]
    else
      [ "${option}${sep}${formatArg value}" ];

  gnuWords =
    {
      mkOptionName ? name: if stringLength name > 1 then "--${name}" else "-${name}",
      mkBool ? name: value: lib.lists.optional value (mkOptionName name),
      mkList ? name: concatMap (mkOption name),
      optionValueSeparator ? null,
      mkOption ?
        name:
        words {
          option = mkOptionName name;
          sep = optionValueSeparator;
          explicitBool = true;
        },
    }:
    options:
    concatLists (
      mapAttrsToList (
        name: value:
        if isBool value then
          mkBool name value
        else if isList value then
          mkList name value
        else
          mkOption name value
      ) options
    );
in
rec {
  /**
    The words of a command line; a function of each option's name gives its notation: `option` as
    written, `sep` between option and value (null for two words), `explicitBool` whether booleans
      are
    written as values, and `formatArg` for values. Lists repeat the option, null leaves it out.

    Type: toCommandLine :: (string -> { option; sep; explicitBool; formatArg ?; }) -> attrs -> [
      string ]
    Example: toCommandLine (name: { option = "-${name}"; sep = "="; explicitBool = true; }) { v = 2;
      } => [ "-v=2" ]
  */
  toCommandLine =
    notation: options:
    concatLists (
      mapAttrsToList (
        name: value:
        let
          render = words (notation name);
        in
        if name == "" then
          throw "lib.cli.toCommandLine only accepts non-empty option names."
        else if isList value then
          concatMap render value
        else
          render value
      ) options
    );

  /**
    `toCommandLine`, quoted for a shell. Type: toCommandLineShell :: … -> attrs -> string
  */
  toCommandLineShell = notation: options: escapeShellArgs (toCommandLine notation options);

  /**
    The words of a command line in GNU notation: `--long=value`, `-s` with the value attached.

    Type: toCommandLineGNU :: { isLong ?; explicitBool ?; formatArg ?; } -> attrs -> [ string ]
    Example: toCommandLineGNU { } { verbose = true; o = "x"; jobs = 3; } => [ "--jobs=3" "-ox"
      "--verbose" ]
  */
  toCommandLineGNU =
    {
      isLong ? name: stringLength name > 1,
      explicitBool ? false,
      formatArg ? showValue,
    }:
    toCommandLine (
      name:
      let
        long = isLong name;
      in
      {
        inherit explicitBool formatArg;
        option = if long then "--${name}" else "-${name}";
        sep = if long then "=" else "";
      }
    );

  /**
    `toCommandLineGNU`, quoted for a shell.

    Type: toCommandLineShellGNU :: attrs -> attrs -> string
  */
  toCommandLineShellGNU = style: options: escapeShellArgs (toCommandLineGNU style options);

  /**
    The words of a command line, every value a word of its own.

    Type: toGNUCommandLine :: attrs -> attrs -> [ string ]
    Example: toGNUCommandLine { } { X = "PUT"; verbose = true; } => [ "-X" "PUT" "--verbose" ]
  */
  toGNUCommandLine = deprecated "toGNUCommandLine" "toCommandLine" gnuWords;

  /**
    `toGNUCommandLine`, quoted for a shell.

    Type: toGNUCommandLineShell :: attrs -> attrs -> string
  */
  toGNUCommandLineShell = deprecated "toGNUCommandLineShell" "toCommandLineShell" (
    style: options: escapeShellArgs (gnuWords style options)
  );
}
