# A container that is not part of a host's configuration, as `firn container create` makes it: what its system is,
# and the unit that runs it, which is the one it would have if it were declared.
#
# The result has `system`, the container's system, and `unit`, the text of container@NAME.service.
{
  name,
  # What the container's system is: one of these.
  configuration ? null,
  flake ? null,
  flakeAttribute ? "container",
  path ? null,
  # A folder with `nixos/lib/eval-config.nix`, in place of the modules that come with Firn.
  nixpkgs ? null,
  autoStart ? false,
  hostBridge ? null,
  hostAddress ? null,
  localAddress ? null,
  # `[ { protocol, hostPort, containerPort } ]`
  forwardPorts ? [ ],
  # Whether the host's own /usr has systemd-nspawn.
  closureHost ? false,
  system ? builtins.currentSystem or "x86_64-linux",
}:

let
  lib = import ../../lib;

  given = lib.filterAttrs (_: value: value != null);

  flakeSystem =
    let
      systems = (builtins.getFlake flake).nixosConfigurations or { };
    in
    (
      systems.${flakeAttribute} or (throw "The flake ${flake} has no nixosConfigurations.${flakeAttribute}; it has ${if systems == { } then "none" else lib.concatStringsSep ", " (lib.attrNames systems)}.")
    ).config.system.build.toplevel;

  host = import ./eval-config.nix {
    inherit system lib;
    modules = [
      (
        { config, pkgs, ... }:
        {
          _file = "firn container ${name}";
          firn.host.root = if closureHost then "closure" else "distribution";
          system.stateVersion = config.system.nixos.release;
          containers.${name} = {
            inherit autoStart forwardPorts;
            privateNetwork = true;
          }
          // given {
            inherit hostBridge hostAddress localAddress;
            path = if flake != null then flakeSystem else path;
          }
          // lib.optionalAttrs (nixpkgs != null) { inherit nixpkgs; }
          // lib.optionalAttrs (configuration != null) { config = configuration; };

          # Forwarded ports come and go with the container, in a table of their own.
          systemd.services."container@${name}".serviceConfig =
            let
              table = "firn-container-${name}";
              own = pkgs.writeText "container-${name}.nft" (
                lib.replaceStrings [ "firn-nat" ] [ table ] config.system.build.rulesets.nat
              );
            in
            lib.mkIf (forwardPorts != [ ]) {
              ExecStartPost = lib.mkAfter [
                "${pkgs.procps}/bin/sysctl -q net.ipv4.conf.all.forwarding=1"
                "${pkgs.nftables}/bin/nft -f ${own}"
              ];
              ExecStopPost = [ "-${pkgs.nftables}/bin/nft delete table inet ${table}" ];
            };
        }
      )
    ];
  };

  inherit (host) config pkgs;
  failed = map (a: a.message) (lib.filter (a: !a.assertion) config.assertions);
  container = config.containers.${name};
in
if failed != [ ] then
  throw "Failed assertions:${lib.concatMapStrings (message: "\n- ${message}") failed}"
else
  lib.foldr lib.warn (
    pkgs.linkFarm "container-${name}" [
      {
        name = "system";
        path = container.path;
      }
      {
        name = "unit";
        path = config.systemd.units."container@${name}.service".unit;
      }
    ]
  ) config.warnings
