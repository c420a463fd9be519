# What must hold of containers before anything is built. Each message names the option, and the place in the
# configuration that set it.
{
  lib,
  utils,
  options,
  release,
  hostAddresses,
}:

containers:

let
  inherit (utils) plainAddress;

  at =
    path:
    let
      place = utils.place options.containers path;
    in
    lib.optionalString (place != "") "\n  at ${place}";

  # A condition about one option of a container, and where that option is set.
  check = name: path: assertion: message: {
    inherit assertion;
    message = "containers.${lib.showOption ([ name ] ++ path)} ${message}${at ([ name ] ++ path)}";
  };

  byte = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  isAddress =
    text:
    builtins.match "${byte}([.]${byte}){3}(/(3[0-2]|[12]?[0-9]))?" text != null
    || (
      lib.hasInfix ":" text
      && builtins.match "[0-9a-fA-F:]+([.0-9]+)?(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?" text != null
      && !(lib.hasInfix ":::" text)
    );

  examples = {
    hostAddress = "192.168.100.1";
    localAddress = "192.168.100.2";
    hostAddress6 = "fc00::1";
    localAddress6 = "fc00::2";
  };

  isInterface =
    text: builtins.match "[^/[:space:]]{1,15}" text != null && text != "." && text != "..";

  # The links of a container: its own, and those of `extraVeths`, each with where it stands.
  links =
    container:
    [
      {
        path = [ ];
        link = container;
      }
    ]
    ++ lib.mapAttrsToList (veth: link: {
      path = [
        "extraVeths"
        veth
      ];
      inherit link;
    }) container.extraVeths;

  ofLink =
    name:
    { path, link }:
    lib.concatLists (
      lib.mapAttrsToList (
        option: example:
        lib.optional (link.${option} != null) (
          check name (path ++ [ option ]) (isAddress link.${option})
            "is \"${link.${option}}\", which is not an address; write for example \"${example}\"."
        )
      ) examples
    )
    ++ lib.optional (link.localMacAddress != null) (
      check name (path ++ [ "localMacAddress" ])
        (builtins.match "([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}" link.localMacAddress != null)
        "is \"${link.localMacAddress}\", which is not a hardware address such as \"3a:bb:cc:dd:ee:ff\"."
    )
    ++ lib.optional (link.hostBridge != null) (
      check name (path ++ [ "hostBridge" ]) (isInterface link.hostBridge)
        "is \"${link.hostBridge}\", which cannot be the name of an interface: it has at most 15 characters."
    )
    ++ lib.optional (link.forwardPorts != [ ]) (
      check name (path ++ [ "forwardPorts" ]) (link.localAddress != null) "needs to know where to: set ${
        lib.showOption (
          [
            "containers"
            name
          ]
          ++ path
          ++ [ "localAddress" ]
        )
      }."
    )
    ++ lib.optional (path != [ ]) (
      check name path (
        isInterface (lib.last path)
      ) "is the name of an interface, which has at most 15 characters."
    );

  of =
    name: container:
    let
      addressed = lib.filter (option: container.${option} != null) (
        [
          "hostBridge"
          "localMacAddress"
        ]
        ++ lib.attrNames examples
      );
      each =
        path: values: test: message:
        map (value: check name path (test value) (message value)) values;
    in
    [
      (check name
        [ ]
        (builtins.match "[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9])?" name != null)
        "cannot be a container's name: it has at most 64 letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit."
      )
      (check name [ ] container.hasSystem ''
        has no system to run. Describe it with
        containers.${name}.config = { ... }: { system.stateVersion = "${release}"; };'')
      (check name
        [ "flake" ]
        (container.flake == null || !container.hasConfig)
        "and containers.${name}.config both say what the container's system is; remove one of them."
      )
      (check name
        [ "networkNamespace" ]
        (!(container.privateNetwork && container.networkNamespace != null))
        "and containers.${name}.privateNetwork exclude each other."
      )
    ]
    ++ map (
      option:
      check name
        [ option ]
        container.privateNetwork
        "means nothing without a network of its own. Write containers.${name}.privateNetwork = true; or remove it."
    ) addressed
    ++ lib.concatMap (ofLink name) (links container)
    ++ each [ "interfaces" ] container.interfaces isInterface (
      interface:
      "names \"${interface}\", which cannot be the name of an interface: it has at most 15 characters."
    )
    ++ each [ "macvlans" ] container.macvlans isInterface (
      interface:
      "names \"${interface}\", which cannot be the name of an interface: it has at most 15 characters."
    )
    ++ each [ "tmpfs" ] container.tmpfs (lib.hasPrefix "/") (
      path: "names \"${path}\", which is not an absolute path."
    )
    ++
      each
        [ "additionalCapabilities" ]
        container.additionalCapabilities
        (capability: builtins.match "CAP_[A-Z_]+|all" capability != null)
        (
          capability:
          "names \"${capability}\"; capabilities are called CAP_NET_ADMIN and so on, see capabilities(7)."
        )
    ++
      each
        [ "allowedDevices" ]
        container.allowedDevices
        (
          device:
          builtins.match "/dev/.+|(char|block)-.+" device.node != null
          && builtins.match "[rwm]{1,3}" device.modifier != null
        )
        (
          device:
          "allows \"${device.modifier}\" of \"${device.node}\"; write a path below /dev and some of the letters r, w, m."
        )
    ++ each [ "extraFlags" ] (lib.filter (lib.hasPrefix "--memory-limit=") container.extraFlags) (
      flag: builtins.match "--memory-limit=([0-9]+([.][0-9]+)?[KMGTPE%]?|infinity)" flag != null
    ) (flag: "has ${flag}, which is not a size such as 512M or 1G.")
    ++ lib.concatLists (
      lib.mapAttrsToList (mount: settings: [
        (check name
          [ "bindMounts" mount ]
          (lib.hasPrefix "/" settings.mountPoint)
          "is mounted at \"${settings.mountPoint}\", which is not an absolute path."
        )
        (check name
          [ "bindMounts" mount "hostPath" ]
          (settings.hostPath == null || lib.hasPrefix "/" settings.hostPath)
          "is \"${toString settings.hostPath}\", which is not an absolute path."
        )
      ]) container.bindMounts
    );

  # Every `{ key, name, path }` whose key another one before it has, with that one.
  clashes =
    entries:
    (lib.foldl'
      (
        { seen, found }:
        entry: {
          seen = { ${entry.key} = entry; } // seen;
          found = found ++ lib.optional (seen ? ${entry.key}) (entry // { first = seen.${entry.key}; });
        }
      )
      {
        seen = { };
        found = [ ];
      }
      entries
    ).found;

  overLinks =
    f:
    lib.concatLists (
      lib.mapAttrsToList (name: container: lib.concatMap (f name) (links container)) containers
    );

  localAddresses = overLinks (
    name:
    { path, link }:
    lib.concatMap
      (
        option:
        lib.optional (link.${option} != null) {
          key = lib.toLower (plainAddress link.${option});
          inherit name;
          path = path ++ [ option ];
        }
      )
      [
        "localAddress"
        "localAddress6"
      ]
  );

  ofHost =
    overLinks (
      name:
      { path, link }:
      lib.concatMap
        (
          option:
          lib.optional (link.hostBridge == null && link.${option} != null) {
            key = lib.toLower (plainAddress link.${option});
            what = lib.showOption (
              [
                "containers"
                name
              ]
              ++ path
              ++ [ option ]
            );
          }
        )
        [
          "hostAddress"
          "hostAddress6"
        ]
    )
    ++ hostAddresses;

  ports = overLinks (
    name:
    { path, link }:
    map (forward: {
      key = "${forward.protocol} port ${toString forward.hostPort}";
      inherit name;
      path = path ++ [ "forwardPorts" ];
    }) link.forwardPorts
  );

  clash =
    what: entry:
    let
      first = [ entry.first.name ] ++ entry.first.path;
      place = utils.place options.containers first;
    in
    check entry.name entry.path false
      "is ${what} ${entry.key}, which containers.${lib.showOption first}${
        lib.optionalString (place != "") " (${place})"
      } has already.";
in
lib.concatLists (lib.mapAttrsToList of containers)
++ map (clash "the address") (clashes localAddresses)
++ map (clash "about") (clashes ports)
++ lib.concatMap (
  address:
  map (
    host:
    check address.name address.path false
      "is the address ${address.key}, which is the host's own (${host.what})."
  ) (lib.take 1 (lib.filter (host: host.key == address.key) ofHost))
) localAddresses
