/**
  Text for POSIX shells.
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    isAttrs
    isList
    match
    replaceStrings
    ;
  inherit (lib.attrsets) mapAttrsToList;
in
rec {
  /**
    A value as one word of a shell command: quoted unless all of its characters are harmless.

    Type: escapeShellArg :: any -> string
    Example: escapeShellArg "esc'ape\nme" => "'esc'\\''ape\nme'"
  */
  escapeShellArg =
    value:
    let
      word = toString value;
    in
    if match "[[:alnum:],._+:@%/-]+" word != null then
      word
    else
      "'" + replaceStrings [ "'" ] [ "'\\''" ] word + "'";

  /**
    Values as words of a shell command.

    Type: escapeShellArgs :: [ any ] -> string
    Example: escapeShellArgs [ "one" "two three" ] => "one 'two three'"
  */
  escapeShellArgs = values: concatStringsSep " " (map escapeShellArg values);

  /**
    Can a shell variable have this name?

    Type: isValidPosixName :: string -> bool
    Example: isValidPosixName "foo_bar0" => true
  */
  isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;

  /**
    The definition of a shell variable; Bash arrays for lists and sets. Throws on a bad name.

    Type: toShellVar :: string -> any -> string
    Example: toShellVar "foo" [ "a" "b c" ] => "declare -a foo=(a 'b c')"
  */
  toShellVar =
    name: value:
    if !(isValidPosixName name) then
      throw "toShellVar: ${name} is not a valid shell variable name"
    else if isList value then
      "declare -a ${name}=(${escapeShellArgs value})"
    else if isAttrs value && !(lib.strings.isStringLike value) then
      let
        entry = key: element: "[${escapeShellArg key}]=${escapeShellArg element}";
      in
      "declare -A ${name}=(${concatStringsSep " " (mapAttrsToList entry value)})"
    else
      "${name}=${escapeShellArg value}";

  /**
    The definitions of several shell variables, one a line.

    Type: toShellVars :: attrs -> string
    Example: toShellVars { foo = "a"; bar = "b c"; } => "bar='b c'\nfoo=a"
  */
  toShellVars = variables: concatStringsSep "\n" (mapAttrsToList toShellVar variables);
}
