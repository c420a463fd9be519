# The text of unit files.
{ lib }:

let
  inherit (lib)
    concatStringsSep
    filterAttrs
    mapAttrsToList
    optionalString
    ;

  value =
    v:
    if v == true then
      "true"
    else if v == false then
      "false"
    else
      toString v;

  # `[ "a" "b" ]` is the directive twice; null is no directive; "" is the directive with nothing, which
  # to systemd means "forget what was said before".
  lines =
    directives:
    concatStringsSep "" (
      lib.concatLists (
        mapAttrsToList (
          name: v: if v == null then [ ] else map (one: "${name}=${value one}\n") (lib.toList v)
        ) directives
      )
    );

  section = name: body: optionalString (body != "") "[${name}]\n${body}\n";

  # Specifiers such as %n keep their meaning in a value, as users of NixOS expect.
  assignment = name: v: "Environment=${builtins.toJSON "${name}=${toString v}"}\n";

  environment =
    variables:
    concatStringsSep "" (mapAttrsToList assignment (filterAttrs (_: v: v != null) variables));

  unit = definition: section "Unit" (lines definition.unitConfig);
in
{
  inherit lines section;

  target = unit;
  service =
    globalEnvironment: definition:
    unit definition
    + section "Service" (
      environment (globalEnvironment // definition.environment) + lines definition.serviceConfig
    );
  socket = definition: unit definition + section "Socket" (lines definition.socketConfig);
  timer = definition: unit definition + section "Timer" (lines definition.timerConfig);
  path = definition: unit definition + section "Path" (lines definition.pathConfig);
  mount = definition: unit definition + section "Mount" (lines definition.mountConfig);
  automount = definition: unit definition + section "Automount" (lines definition.automountConfig);
  slice = definition: unit definition + section "Slice" (lines definition.sliceConfig);
}
