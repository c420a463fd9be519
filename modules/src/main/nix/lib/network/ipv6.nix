/**
  IPv6 addresses (RFC 4291).
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    genList
    match
    ;
  inherit (lib.strings) concatMapStringsSep toLower;
  inherit (lib.trivial) bitXor fromHexString toHexString;
  inherit (import ./internal.nix { inherit lib; }) _ipv6;
in
{
  /**
    An address, with or without a prefix length, in full form. Throws where it is not one.

    Type: fromString :: string -> { address :: string; prefixLength :: int; }
    Example: fromString "2001:DB8::ffff/32" => { address = "2001:db8:0:0:0:0:0:ffff"; prefixLength = 32; }
  */
  fromString =
    text:
    let
      parts = _ipv6.split text;
    in
    {
      address = concatMapStringsSep ":" (group: toLower (toHexString group)) parts.address;
      inherit (parts) prefixLength;
    };

  /**
    The lower half of an address from a MAC address (RFC 4291, appendix A).

    Type: mkEUI64Suffix :: string -> string
    Example: mkEUI64Suffix "66:75:63:6B:20:75" => "6475:63ff:fe6b:2075"
  */
  mkEUI64Suffix =
    mac:
    let
      octet = "([0-9A-Fa-f]{2})";
      octets = match (concatStringsSep "[-:.]?" (genList (_: octet) 6)) mac;
      at = elemAt octets;
      # The bit that says whether the address is given out locally is inverted.
      first = toHexString (bitXor 512 (fromHexString (at 0 + at 1)));
    in
    if octets == null then
      throw "\"${mac}\" is not a valid MAC address (expected 6 octets of hex digits)"
    else
      toLower "${first}:${at 2}ff:fe${at 3}:${at 4}${at 5}";
}
