/**
  Licences by their SPDX identifiers.
*/
{ lib }:
let
  inherit (builtins) attrValues filter listToAttrs;
  inherit (lib.strings) toLower;

  identified = filter (license: license ? spdxId) (attrValues lib.licenses);

  index =
    key:
    listToAttrs (
      map (license: {
        name = key license.spdxId;
        value = license;
      }) identified
    );

  byLowerCaseId = index toLower;
in
rec {
  /**
    All licences that have one, by SPDX identifier.
  */
  licensesSpdx = index (id: id);

  /**
    The licence with an SPDX identifier, upper and lower case alike, or a default.

    Type: getLicenseFromSpdxIdOr :: string -> any -> any
    Example: (getLicenseFromSpdxIdOr "mit" null).shortName => "mit"
  */
  getLicenseFromSpdxIdOr = id: default: byLowerCaseId.${toLower id} or default;

  /**
    The licence with an SPDX identifier; warns of an unknown one and makes it up.

    Type: getLicenseFromSpdxId :: string -> license
    Example: (getLicenseFromSpdxId "MIT").shortName => "mit"
  */
  getLicenseFromSpdxId =
    id:
    getLicenseFromSpdxIdOr id (
      lib.trivial.warn "getLicenseFromSpdxId: No license with the given SPDX ID found: ${id}" {
        shortName = id;
        spdxId = id;
      }
    );
}
