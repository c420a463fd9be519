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

  # Evaluate an expression whose leaves a function gives a boolean for. Where the reader may choose
  # (OR), one good part suffices when asking for permission; asking for taint is the reverse.
  holds =
    leaf: permissive:
    let
      choice = if permissive then any else all;
      together = if permissive then all else any;
      combine = {
        OR = choice;
        AND = together;
      };
      go =
        license:
        if license.licenseType == "simple" then
          leaf license
        else if license.licenseType == "compound" then
          (combine.${license.operator} or (throw "Unknown license operator")) go license.licenses
        else if license.licenseType == "exception" then
          go license.license && go license.exception
        else if license.licenseType == "plus" then
          go license.license
        else
          throw "Unknown license type or legacy license";
    in
    go;
in
rec {
  /** Any of several licences, as the user likes. Type: OR :: [ license ] -> license */
  OR = compound "OR";

  /** Several licences at the same time. Type: AND :: [ license ] -> license */
  AND = compound "AND";

  /** A licence with an exception to it. Type: WITH :: license -> license -> license */
  WITH = license: exception: {
    licenseType = "exception";
    operator = "WITH";
    inherit license exception;
  };

  /** A licence or a later version of it. Type: PLUS :: license -> license */
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

  /** `evaluateProperty` for an attribute. Type: evaluateNamedProperty :: string -> bool -> license -> bool */
  evaluateNamedProperty = name: holds (license: license.${name});

  /** Type: isFree :: license -> bool */
  isFree = evaluateNamedProperty "free" true;

  /** Type: isRedistributable :: license -> bool */
  isRedistributable = evaluateNamedProperty "redistributable" true;

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
      part =
        license:
        if license.licenseType == "compound" || license.licenseType == "exception" then
          "(${toSPDX license})"
        else
          toSPDX license;
    in
    license:
    if license.licenseType == "simple" then
      license.spdxId or "LicenseRef-nixos-${license.shortName}"
    else if license.licenseType == "compound" then
      lib.strings.concatMapStringsSep " ${license.operator} " part license.licenses
    else if license.licenseType == "exception" then
      "${part license.license} ${license.operator} ${part license.exception}"
    else if license.licenseType == "plus" then
      "${part license.license}${license.operator}"
    else
      throw "Unknown license type";
}
