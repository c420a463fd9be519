/**
  Where the bytes of a package come from.
*/
{ lib }:
let
  prebuilt = [
    "binaryBytecode"
    "binaryFirmware"
    "binaryNativeCode"
    "obfuscatedCode"
  ];

  type = isSource: shortName: { inherit isSource shortName; };
in
lib.attrsets.genAttrs prebuilt (type false)
// {
  /**
    Built from what its authors edit.
  */
  fromSource = type true "fromSource";
}
