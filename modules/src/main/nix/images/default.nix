/**
  Images as machines: `lib.makeImage` merges modules, with the system modules beside them, into one container image.
  Services run under s6; what systemd services of modules say is mapped to it.

  The result is the image as an archive; its attribute `stream` is the script that writes it.

  Type: module -> derivation // { config, options, init, stream }
*/
{ lib, pkgs }:

let
  makeImage =
    configuration:
    let
      evaluated = import ../nixos/lib/eval-config.nix {
        inherit lib pkgs;
        system = pkgs.stdenv.hostPlatform.system or pkgs.system;
        machine = "the image";
        modules = [
          ./modules/accounts.nix
          ./modules/image.nix
          ./modules/machine.nix
          ./modules/s6.nix
          ./modules/systemd.nix
          configuration
        ];
      };
      inherit (evaluated) config options;
      failed = map (assertion: assertion.message) (
        lib.filter (assertion: !assertion.assertion) config.assertions
      );
      checked =
        value:
        lib.throwIf (failed != [ ])
          "image '${config.image.name}':${lib.concatMapStrings (message: "\n- ${message}") failed}"
          (lib.foldr lib.warn value config.warnings);
    in
    checked config.system.build.image
    // {
      inherit config options;
      init = config.s6.init;
    };
in
{
  inherit makeImage;

  /**
    Images that are described here.
  */
  predefined = {
    nix = makeImage ./nix.nix;
  };
}
