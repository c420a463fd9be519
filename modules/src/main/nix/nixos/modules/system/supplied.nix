# Names that users of nixpkgs know and the Debian archive does not have: configurations that use them can be
# evaluated, and building them says what to supply.
final: prev:

let
  releases = map toString (prev.lib.range 20 32);
in
prev.lib.listToAttrs (
  map (
    release:
    let
      name = "nextcloud${release}";
    in
    prev.lib.nameValuePair name (
      prev.${name} or (import ../../lib/supply.nix prev name (import ../services/web/nextcloud-hint.nix))
    )
  ) releases
)
