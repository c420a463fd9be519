# What the machine must have, and must have free, before a switch is begun: activation looks before it stops anything.
{
  config,
  lib,
  options,
  utils,
  ...
}:

let
  inherit (lib) concatLists concatMap mapAttrsToList optional optionals;

  # Where an attribute of an option is defined: `/etc/nixos/web.nix:12`.
  placeOf =
    option: name:
    let
      definition = lib.findFirst (d: lib.isAttrs d.value && d.value ? ${name}) null (
        option.definitionsWithLocations or [ ]
      );
      position = builtins.unsafeGetAttrPos name definition.value;
    in
    if definition == null then
      null
    else if position == null then
      toString definition.file
    else
      "${position.file}:${toString position.line}";

  need = option: place: kind: value: {
    inherit kind value option place;
  };

  # Whether something else than this configuration makes an interface.
  isForeign =
    interface:
    !(config.networking.bridges ? ${interface})
    && !(config.networking.macvlans ? ${interface})
    && !(config.networking.interfaces.${interface}.virtual or false)
    && !(lib.any (container: container.extraVeths ? ${interface}) (lib.attrValues config.containers));

  ofContainer =
    name: container:
    let
      place = placeOf options.containers name;
      at = option: need "containers.${name}.${option}" place;
      link =
        path: device: settings:
        optionals (settings.hostBridge == null) (
          optional (settings.hostAddress != null) (
            at "${path}hostAddress" "address" "${utils.plainAddress settings.hostAddress} ${device}"
          )
          ++ optional (settings.hostAddress6 != null) (
            at "${path}hostAddress6" "address" "${utils.plainAddress settings.hostAddress6} ${device}"
          )
        )
        ++ optional (settings.localAddress != null) (
          at "${path}localAddress" "address" "${utils.plainAddress settings.localAddress} "
        )
        ++ optional (settings.localAddress6 != null) (
          at "${path}localAddress6" "address" "${utils.plainAddress settings.localAddress6} "
        )
        ++ optional (settings.hostBridge != null && isForeign settings.hostBridge) (
          at "${path}hostBridge" "interface" settings.hostBridge
        );
    in
    optionals container.autoStart (
      mapAttrsToList (
        path: mount:
        at "bindMounts.\"${path}\".hostPath" "path" (
          if mount.hostPath == null then mount.mountPoint else mount.hostPath
        )
      ) container.bindMounts
      ++ map (device: at "allowedDevices" "path" device.node) (
        lib.filter (device: lib.hasPrefix "/dev/" device.node) container.allowedDevices
      )
      ++ map (at "interfaces" "interface") (lib.filter isForeign container.interfaces)
      ++ map (at "macvlans" "interface") (lib.filter isForeign container.macvlans)
      ++ optional (container.macvlans != [ ]) (at "macvlans" "kernel" "macvlan")
      ++ optional container.enableTun (at "enableTun" "path" "/dev/net/tun")
      ++ optional (container.privateUsers != "no") (at "privateUsers" "kernel" "user-namespaces")
      ++ optional container.ephemeral (at "ephemeral" "kernel" "overlay")
      ++ optionals (container.privateNetwork && container.networkNamespace == null) (
        [ (at "privateNetwork" "kernel" "veth") ] ++ link "" "ve-${name}" container
      )
      ++ concatLists (
        mapAttrsToList (veth: settings: link "extraVeths.${veth}." veth settings) container.extraVeths
      )
    );

  oci = config.virtualisation.oci-containers;

  # `127.0.0.1:8080:80/tcp` takes port 8080 of the host.
  hostPort =
    port:
    let
      parts = builtins.match "(.*:)?([0-9]+):([0-9]+)(/(tcp|udp))?" port;
    in
    optional (parts != null)
      "${if lib.elemAt parts 4 == null then "tcp" else lib.elemAt parts 4} ${lib.elemAt parts 1}";

  ofOci =
    name: container:
    let
      at =
        option:
        need "virtualisation.oci-containers.containers.${name}.${option}" (
          placeOf options.virtualisation.oci-containers.containers name
        );
      source = volume: builtins.head (lib.splitString ":" volume);
    in
    optionals container.autoStart (
      concatMap (port: map (at "ports" "port") (hostPort port)) container.ports
      ++ map (device: at "devices" "path" (builtins.head (lib.splitString ":" device))) (
        lib.filter (lib.hasPrefix "/dev/") container.devices
      )
      ++ map (volume: at "volumes" "path" (source volume)) (
        lib.filter (volume: lib.hasPrefix "/" volume) container.volumes
      )
      ++ [ (at "image" "kernel" "overlay") ]
    );

  ofSocket =
    name: socket:
    concatMap
      (
        stream:
        let
          parts = builtins.match "(.*:)?([0-9]+)" (toString stream);
        in
        optional (parts != null) (
          need "systemd.sockets.${name}.listenStreams" (placeOf options.systemd.sockets name) "port"
            "tcp ${lib.elemAt parts 1}"
        )
      )
      (lib.toList (socket.listenStreams or [ ]) ++ lib.toList (socket.socketConfig.ListenStream or [ ]));
in
{
  options.firn.needs = lib.mkOption {
    type = lib.types.listOf (lib.types.attrsOf (lib.types.nullOr lib.types.str));
    internal = true;
    default = [ ];
    description = "What the machine must have or have free, with the option that asks for it and where that is set.";
  };

  config = {
    firn.needs =
      optionals config.boot.enableContainers (concatLists (mapAttrsToList ofContainer config.containers))
      ++ concatLists (mapAttrsToList ofOci oci.containers)
      ++ concatLists (mapAttrsToList ofSocket config.systemd.sockets);
  };
}
