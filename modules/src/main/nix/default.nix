/**
  The package set: `import <nixpkgs> { }`. Every package of the configured Debian archive is an attribute, lazily, under
  Debian's name; the common ones also under the names nixpkgs gives them. Later layers override earlier ones: the
  archive, the builders, the names, then the caller's overlays.

  Type: { system ?, overlays ?, config ?, archive ? } -> attrs
*/
{
  system ? args.localSystem.system or args.localSystem or builtins.currentSystem,
  overlays ? [ ],
  config ? { },
  lib ? import ./lib,
  archive ? {
    package = builtins.__debianPackage system;
    closure = builtins.__debianClosure system;
    names = builtins.__debianPackageNames system;
    describe = builtins.__debianDescription system;
  },
  ...
}@args:

let
  settings = if builtins.isFunction config then config { pkgs = final; } else config;

  packages = import ./pkgs/archive { inherit archive lib system; };

  own =
    final: _:
    packages.all
    // {
      inherit system overlays;
      lib = lib // {
        inherit (final.callPackage ./images { inherit lib; }) makeImage;
      };
      inherit (packages) debian debianRoot;
      config = settings;
      path = ./.;
      pkgs = final;
      extend = overlay: withOverlays (overlays ++ [ overlay ]);
      appendOverlays = more: withOverlays (overlays ++ more);
      newScope = extra: lib.callPackageWith (final // extra);
      callPackage = final.newScope { };
      callPackages = lib.callPackagesWith final;
      recurseIntoAttrs = lib.recurseIntoAttrs or (set: set // { recurseForDerivations = true; });
      buildPackages = final;
      targetPackages = final;
      pkgsBuildBuild = final;
      pkgsHostTarget = final;
      __splicedPackages = final;
      dockerTools = final.callPackage ./pkgs/docker-tools { };
      dockerImages = (final.callPackage ./images { inherit lib; }).predefined;
      nixos =
        configuration:
        import ./nixos/lib/eval-config.nix {
          inherit system lib;
          pkgs = final;
          modules = [ configuration ];
        };
    };

  withOverlays =
    more:
    import ./. (
      args
      // {
        overlays = more;
      }
    );

  layers = [
    own
    (import ./pkgs/build-support { inherit lib; })
    (import ./pkgs/stdenv {
      inherit lib system;
      inherit (packages) debian;
    })
    (import ./pkgs/names {
      inherit lib;
      inherit (packages) debian;
    })
  ]
  ++ lib.optional (settings ? packageOverrides) (_: prev: settings.packageOverrides prev)
  ++ overlays;

  final = lib.fix (lib.foldl' (lib.flip lib.extends) (_: { }) layers);
in
final
