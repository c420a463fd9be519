/**
  Messages to the user while evaluating, and failures.
*/
{ lib }:
let
  inherit (builtins) concatStringsSep getEnv trace;

  escape = builtins.fromJSON ''"\u001b"'';

  # Used where the evaluator has no `builtins.warn`.
  warnByTrace =
    message: value:
    let
      line = colour: "${escape}[1;${colour}mevaluation warning:${escape}[0m ${message}";
    in
    assert builtins.isString message;
    if
      builtins.elem (getEnv "NIX_ABORT_ON_WARN") [
        "1"
        "true"
        "yes"
      ]
    then
      trace (line "31") (abort "NIX_ABORT_ON_WARN=true; warnings are treated as unrecoverable errors.")
    else
      trace (line "35") value;

  unchanged = value: value;
in
rec {
  /**
    Print a warning, then go on with the value. `NIX_ABORT_ON_WARN` turns warnings into failures.

    Type: warn :: string -> a -> a
    Example: warn "old spelling" 5 => 5
  */
  warn = builtins.warn or warnByTrace;

  /**
    Warn where the condition holds.

    Type: warnIf :: bool -> string -> a -> a
    Example: warnIf (port == 0) "port 0 is odd" config
  */
  warnIf = condition: message: if condition then warn message else unchanged;

  /**
    Warn unless the condition holds.

    Type: warnIfNot :: bool -> string -> a -> a
    Example: warnIfNot (port != 0) "port 0 is odd" config
  */
  warnIfNot = condition: message: if condition then unchanged else warn message;

  /**
    Throw where the condition holds; else go on with the value.

    Type: throwIf :: bool -> string -> a -> a
    Example: throwIf (name == "") "a name is needed" name
  */
  throwIf = condition: message: if condition then throw message else unchanged;

  /**
    Throw unless the condition holds; else go on with the value.

    Type: throwIfNot :: bool -> string -> a -> a
    Example: throwIfNot (name != "") "a name is needed" name
  */
  throwIfNot = condition: message: if condition then unchanged else throw message;

  /**
    Throw if a list holds anything but the allowed elements; the message says which.

    Type: checkListOfEnum :: string -> [ a ] -> [ a ] -> b -> b
    Example: checkListOfEnum "colours" [ "red" ] [ "blue" ] 1 => error: colours: blue unexpected; …
  */
  checkListOfEnum =
    message: allowed: given:
    let
      strangers = builtins.filter (element: !(builtins.elem element allowed)) given;
      show = elements: concatStringsSep ", " (map toString elements);
    in
    throwIf (strangers != [ ]) "${message}: ${show strangers} unexpected; valid ones: ${show allowed}";

  /**
    Print a message marked as information, then go on with the value.

    Type: info :: string -> a -> a
    Example: info "reading the list" 5 => 5
  */
  info = message: value: trace "INFO: ${message}" value;

  /**
    Print all warnings, first one first, then go on with the value.

    Type: showWarnings :: [ string ] -> a -> a
    Example: showWarnings [ "one" "two" ] 5 => 5
  */
  showWarnings = warnings: value: lib.lists.foldr warn value warnings;
}
