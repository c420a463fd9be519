# Units: the types of their options, and their text.
{
  lib,
  config,
  pkgs,
}:

let
  types = import ./types.nix { inherit lib; };
  common = import ./common-options.nix { inherit lib types; };
in
rec {
  inherit types;
  text = import ./text.nix { inherit lib; };

  # Option sets of each kind of unit; every one is a module for a submodule.
  options = {
    unit = common.unitFile;
    service = import ./service-options.nix {
      inherit
        lib
        types
        common
        config
        pkgs
        ;
    };
    socket = import ./socket-options.nix { inherit lib types common; };
    timer = import ./timer-options.nix { inherit lib types common; };
    mount = import ./mount-options.nix { inherit lib types common; };
    automount = import ./automount-options.nix { inherit lib types common; };
    path = import ./path-options.nix { inherit lib types common; };
    slice = import ./slice-options.nix { inherit lib types common; };
    target = {
      imports = [ common.unit ];
    };
  };
}
