# What a container needs of its host that the host's configuration does not make: it is looked for before a
# switch stops anything. Each need is a `kind` (`path` or `interface`), a `value`, and the option it comes from
# with its place in the configuration.
{
  lib,
  utils,
  options,
  declared,
}:

name: container:

let
  need =
    kind: path: value: {
      inherit kind value;
      option = "containers.${lib.showOption ([ name ] ++ path)}";
      place = utils.place options.containers ([ name ] ++ path);
    };

  interfaces = path: names: map (need "interface" path) (lib.filter (n: !(builtins.elem n declared)) names);
in
lib.mapAttrsToList (
  mount: settings:
  need "path" [
    "bindMounts"
    mount
  ] (if settings.hostPath == null then settings.mountPoint else settings.hostPath)
) container.bindMounts
++ interfaces [ "interfaces" ] container.interfaces
++ interfaces [ "macvlans" ] container.macvlans
++ interfaces [ "hostBridge" ] (lib.optional (container.hostBridge != null) container.hostBridge)
++ lib.concatLists (
  lib.mapAttrsToList (
    veth: link:
    interfaces [
      "extraVeths"
      veth
      "hostBridge"
    ] (lib.optional (link.hostBridge != null) link.hostBridge)
  ) container.extraVeths
)
++ lib.optional (container.networkNamespace != null) (
  need "path" [ "networkNamespace" ] (toString container.networkNamespace)
)
