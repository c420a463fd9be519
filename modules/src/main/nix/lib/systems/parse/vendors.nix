/**
  Vendors.
*/
{ lib }:
{
  /**
    All vendors by name.
  */
  vendors =
    lib.attrsets.genAttrs
      [
        "apple"
        "knuth"
        "none"
        "pc"
        "unknown"
        "w64"
      ]
      (name: {
        _type = "vendor";
        inherit name;
      });
}
