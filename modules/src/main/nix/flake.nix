# The package set and the system modules as a flake, for flakes that take them as their nixpkgs.
{
  description = "The package set and the system modules that come with Firn";

  outputs =
    { self }:
    let
      lib = import ./lib;
      forSystems = lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ];
    in
    {
      lib = lib // {
        nixosSystem =
          arguments:
          import ./nixos/lib/eval-config.nix (
            {
              inherit lib;
              system = null;
            }
            // arguments
          );
      };
      legacyPackages = forSystems (system: import ./. { inherit system; });
    };
}
