/**
  Licences, how they combine, and what follows from that.

  A licence has `shortName`, `fullName`, `url`, perhaps `spdxId`, and says whether it is `free`,
  `redistributable`, `deprecated`.
*/
{ lib }:
let
  makers = {
    spdx = spdxId: fullName: {
      inherit spdxId fullName;
      url = "https://spdx.org/licenses/${spdxId}.html";
    };
    named = fullName: url: { inherit fullName url; };
    unpublished = fullName: { inherit fullName; };
  };

  load =
    file: free:
    let
      table = import file;
    in
    builtins.mapAttrs (
      shortName: license:
      {
        inherit shortName free;
        deprecated = false;
        licenseType = "simple";
        redistributable = free;
      }
      // license
    ) (table (builtins.intersectAttrs (builtins.functionArgs table) makers));
in
load ./spdx.nix true
// load ./free.nix true
// load ./unfree.nix false
// import ./expressions.nix { inherit lib; }
