# What a configuration adds to an empty one, as text: units, files, users, containers, checks, and what it
# is told. `nix` is the folder of the shipped library.
{
  nix,
  lib,
  configuration,
}:

let
  pkgs = import ./package-set.nix { inherit nix lib; };

  evaluate =
    module:
    (import (nix + "/nixos/lib/eval-config.nix") {
      inherit lib pkgs;
      system = "x86_64-linux";
      modules = [ module ];
    }).config;

  plain = builtins.unsafeDiscardStringContext;

  emptyHost = evaluate { system.stateVersion = "24.11"; };
  emptyContainer = evaluate {
    boot.isContainer = true;
    system.stateVersion = "24.11";
  };

  # The attributes of `own` that `base` does not have, or has with another value.
  added = base: own: lib.filterAttrs (name: value: !(base ? ${name}) || base.${name} != value) own;

  section = title: body: lib.optionalString (body != "") "==== ${title}\n${lib.removeSuffix "\n" body}\n\n";

  json = value: plain (builtins.toJSON value);

  texts = config: lib.mapAttrs (_: entry: entry.text) config.environment.etc;

  describe =
    where: base: config:
    let
      manifest = config.system.build.manifest;
      old = base.system.build.manifest;
      failed = lib.filter (a: !a.assertion) config.assertions;

      unit =
        name: entry:
        section "${where}unit ${name} ${
          json (lib.filterAttrs (_: v: v != [ ] && v != false) (builtins.removeAttrs entry [ "source" ]))
        }" (if entry.source == null then "(masked)" else plain config.systemd.units.${name}.text);

      file =
        name: entry:
        section "${where}file /etc/${name}${lib.optionalString (entry.mode != "symlink") " ${entry.mode}"}" (
          let
            text = (texts config).${name} or null;
          in
          plain (if text == null then "${entry.source}" else text)
        );

      scripts =
        name: service:
        lib.concatMapStrings
          (option: section "${where}${option} of ${name}" (plain (service.${option} or "")))
          [
            "preStart"
            "script"
            "postStart"
            "preStop"
            "postStop"
          ];

      rulesets = config.system.build.rulesets or { };

      snippets =
        name: snippet:
        section "${where}activation snippet ${name}" (
          lib.optionalString (!(base.system.activationScripts ? ${name})) (plain snippet.text)
        );

      entries = title: new: lib.concatStrings (
        lib.mapAttrsToList (name: value: section "${where}${title} ${name}" (json value)) new
      );
    in
    section "${where}warnings" (lib.concatStringsSep "\n" config.warnings)
    + (
      if failed != [ ] then
        section "${where}failed assertions" (lib.concatMapStringsSep "\n" (a: a.message) failed)
      else
        lib.concatStrings (
          lib.mapAttrsToList unit (
            added old.units manifest.units
          )
          ++ lib.mapAttrsToList file (added old.etc manifest.etc)
        )
        + lib.concatStrings (
          lib.mapAttrsToList scripts (
            lib.filterAttrs (
              name: service: service.enable && !(base.systemd.services ? ${name})
            ) config.systemd.services
          )
          ++ lib.mapAttrsToList (name: text: section "${where}rules of ${name}" (plain text)) (
            added (base.system.build.rulesets or { }) rulesets
          )
          ++ lib.mapAttrsToList snippets config.system.activationScripts
        )
        + entries "user" (added old.users.users manifest.users.users)
        + entries "group" (added old.users.groups manifest.users.groups)
        + entries "container" manifest.containers
        + entries "oci container" manifest.ociContainers
        + section "${where}checks" (lib.concatMapStringsSep "\n" json manifest.health)
        # Everything can be instantiated.
        + builtins.seq config.system.build.unchecked.drvPath ""
        + lib.concatStrings (
          lib.mapAttrsToList (
            name: container:
            lib.optionalString container.hasConfig (describe "${name}: " emptyContainer container.config)
          ) config.containers
        )
    );
in
describe "" emptyHost (evaluate configuration)
