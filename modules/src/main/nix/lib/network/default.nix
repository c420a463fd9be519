/**
  Network addresses.
*/
{ lib }:
{
  ipv6 = import ./ipv6.nix { inherit lib; };
}
