/**
  Licence expressions: choices, combinations, exceptions.
*/
{ lib }:
let
  inherit (builtins) all any elem;

  compound = operator: licenses: {
    licenseType = "compound";
    inherit operator licenses;
  };

  # What to do with an expression by its kind.
  byKind =
    kinds: fault: license:
    (kinds.${license.licenseType} or (_: throw fault)) license;

  # Evaluate an expression whose leaves a function gives a boolean for. Where the reader may choose
  # (OR), one good part suffices when asking for permission; asking for taint is the reverse.
  holds =
    leaf: permissive:
    let
      quantifiers = {
        OR = if permissive then any else all;
        AND = if permissive then all else any;
      };
      value = byKind {
        simple = leaf;
        compound =
          { operator, licenses, ... }:
          (quantifiers.${operator} or (throw "`${operator}` joins no licences; `AND` and `OR` do.")) value
            licenses;
        exception = { license, exception, ... }: value license && value exception;
        plus = { license, ... }: value license;
      } "This is no licence that can be evaluated.";
    in
    value;
in
rec {
  /**
    Any of several licences, as the user likes. Type: OR :: [ license ] -> license
  */
  OR = compound "OR";

  /**
    Several licences at the same time. Type: AND :: [ license ] -> license
  */
  AND = compound "AND";

  /**
    A licence with an exception to it. Type: WITH :: license -> license -> license
  */
  WITH = license: exception: {
    licenseType = "exception";
    operator = "WITH";
    inherit license exception;
  };

  /**
    A licence or a later version of it. Type: PLUS :: license -> license
  */
  PLUS = license: {
    licenseType = "plus";
    operator = "+";
    inherit license;
  };

  /**
    Does a predicate of simple licences hold for an expression?

    Type: evaluateProperty :: (license -> bool) -> bool -> license -> bool
  */
  evaluateProperty = holds;

  /**
    `evaluateProperty` for an attribute. Type: evaluateNamedProperty :: string -> bool -> license -> bool
  */
  evaluateNamedProperty = name: holds (license: license.${name});

  /**
    Type: isFree :: license -> bool
  */
  isFree = holds (license: license.free) true;

  /**
    Type: isRedistributable :: license -> bool
  */
  isRedistributable = holds (license: license.redistributable) true;

  /**
    Can one of the given licences not be avoided?

    Type: containsLicenses :: [ license ] -> license -> bool
  */
  containsLicenses = licenses: evaluateProperty (license: elem license licenses) false;

  /**
    An expression in the notation of SPDX.

    Type: toSPDX :: license -> string
    Example: toSPDX (OR [ mit asl20 ]) => "MIT OR Apache-2.0"
  */
  toSPDX =
    let
      # Within another expression, one of several parts stands in brackets.
      nested =
        license:
        if
          elem license.licenseType [
            "compound"
            "exception"
          ]
        then
          "(${toSPDX license})"
        else
          toSPDX license;
    in
    byKind {
      simple = { shortName, ... }@license: license.spdxId or "LicenseRef-nixos-${shortName}";
      compound =
        { operator, licenses, ... }: builtins.concatStringsSep " ${operator} " (map nested licenses);
      exception =
        {
          exception,
          license,
          operator,
          ...
        }:
        builtins.concatStringsSep " " [
          (nested license)
          operator
          (nested exception)
        ];
      plus = { license, operator, ... }: nested license + operator;
    } "This is no licence that SPDX could name.";
}
