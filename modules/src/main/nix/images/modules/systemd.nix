# Services that modules declare for systemd, run under s6 as far as s6 can do what they ask for.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  map' = import ../s6/systemd.nix { inherit lib pkgs config; };

  services = lib.filterAttrs (_: service: service.enable) config.systemd.services;

  others =
    lib.concatMap
      (
        kind:
        lib.mapAttrsToList (name: _: "systemd.${kind}.${name}") (
          lib.filterAttrs (_: unit: unit.enable) config.systemd.${kind}
        )
      )
      [
        "sockets"
        "timers"
        "paths"
      ];

  unmapped = lib.filterAttrs (_: reasons: reasons != [ ]) (lib.mapAttrs map'.reasons services);
in
{
  config = {
    s6.services = lib.mapAttrs map'.service (lib.filterAttrs (name: _: !(unmapped ? ${name})) services);

    assertions =
      map (path: {
        assertion = false;
        message = "${path}: an image has nothing that could start it; set ${path}.enable = false, and start the service at another place.";
      }) others
      ++ lib.mapAttrsToList (name: reasons: {
        assertion = false;
        message = ''
          systemd.services.${name} cannot run under s6:${
            lib.concatMapStrings (reason: "\n    ${reason}") reasons
          }
            Set systemd.services.${name}.enable = false to leave it out, or describe it in s6.services.'';
      }) unmapped;
  };
}
