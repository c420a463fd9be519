/**
  Assertions that say what is wrong.
*/
{ lib }:
let
  inherit (builtins) all concatStringsSep elem;

  show = lib.generators.toPretty { };
in
rec {
  /**
    True, or a failure with a message; meant for `assert`.

    Type: assertMsg :: bool -> string -> bool
    Example: assert assertMsg (port > 0) "the port must be positive"; port
  */
  assertMsg = condition: message: condition || throw message;

  /**
    Is the value one of those allowed? The message names them.

    Type: assertOneOf :: string -> a -> [ a ] -> bool
    Example: assert assertOneOf "tls" tls [ "openssl" "libressl" ]; tls
  */
  assertOneOf =
    name: value: allowed:
    assertMsg (elem value allowed) "${name} must be one of ${show allowed}, but is: ${show value}";

  /**
    Is every value one of those allowed?

    Type: assertEachOneOf :: string -> [ a ] -> [ a ] -> bool
    Example: assert assertEachOneOf "tls" [ "openssl" ] [ "openssl" "libressl" ]; true
  */
  assertEachOneOf =
    name: values: allowed:
    assertMsg (all (value: elem value allowed) values)
      "each element in ${name} must be one of ${show allowed}, but is: ${show values}";

  /**
    Throw all assertions that fail at once, else print the warnings and go on with the value.

    Type: checkAssertWarn :: [ { assertion :: bool; message :: string; } ] -> [ string ] -> a -> a
    Example: checkAssertWarn [ { assertion = true; message = "…"; } ] [ "old" ] 5 => 5
  */
  checkAssertWarn =
    assertions: warnings: value:
    let
      failed = builtins.filter (entry: !entry.assertion) assertions;
      listed = concatStringsSep "\n" (map (entry: "- ${entry.message}") failed);
    in
    if failed == [ ] then
      lib.trivial.showWarnings warnings value
    else
      throw "\nFailed assertions:\n${listed}";
}
