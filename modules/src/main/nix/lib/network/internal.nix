/**
  IPv6 addresses taken apart.
*/
{
  lib ? import ../.,
}:
let
  inherit (builtins)
    genList
    head
    length
    match
    ;
  inherit (lib.lists) last remove;
  inherit (lib.strings)
    hasInfix
    hasPrefix
    hasSuffix
    splitString
    toInt
    ;
  inherit (lib.trivial) fromHexString;

  groups = 8;
  bits = 128;

  # The groups of an address as written, with zeros where "::" stands.
  expand =
    address:
    let
      pieces = splitString ":" address;
      written = remove "" pieces;
      zeros = genList (_: "0") (groups - length written);
      isCompressed = hasInfix "::" address;
      # "::" leaves one empty piece, or two at an end, or three alone.
      gaps = length pieces - length written;
      atEnd = hasPrefix "::" address || hasSuffix "::" address;
      expectedGaps =
        if atEnd then
          2
        else if isCompressed then
          1
        else
          0;
      hasRoom = if isCompressed then length written < groups else length written == groups;
    in
    if match "[0-9A-Fa-f:]+" address == null then
      throw "${address} contains malformed characters for IPv6 address"
    else if address == "::" then
      zeros
    else if gaps != expectedGaps || !hasRoom then
      throw "${address} is not a valid IPv6 address"
    else if hasPrefix "::" address then
      zeros ++ written
    else if hasSuffix "::" address then
      written ++ zeros
    else
      builtins.concatMap (piece: if piece == "" then zeros else [ piece ]) pieces;

  group =
    digits:
    let
      value = fromHexString digits;
    in
    if value < 0 || value > 65535 then throw "0x${digits} is not a valid u16 integer" else value;

  prefixLength =
    whole: text:
    let
      size = toInt text;
    in
    if size < 1 || size > bits then
      throw "${whole} IPv6 subnet should be in range [1;${toString bits}], got ${toString size}"
    else
      size;
in
{
  _ipv6.split =
    text:
    let
      parts = splitString "/" text;
    in
    if length parts > 2 then
      throw "${text} is not a valid IPv6 address in CIDR notation"
    else
      {
        # The groups, as integers.
        address = map group (expand (head parts));
        prefixLength = if length parts == 1 then bits else prefixLength text (last parts);
      };
}
