# What must hold of OCI containers before anything is built; each message names the option and its place.
{
  lib,
  utils,
  options,
  backend,
  users,
}:

containers:

let
  at =
    path:
    let
      place = utils.place options.virtualisation.oci-containers.containers path;
    in
    lib.optionalString (place != "") "\n  at ${place}";

  option = path: "virtualisation.oci-containers.containers.${lib.showOption path}";

  check = path: assertion: message: {
    inherit assertion;
    message = "${option path} ${message}${at path}";
  };

  number = "[0-9]{1,5}(-[0-9]{1,5})?";
  # `[address:][host port:]port[/protocol]`, as its parts.
  address = "[0-9]+([.][0-9]+){3}|[[][0-9a-fA-F:.]+[]]";
  parts = builtins.match "((${address}):)?(${number}(:${number})?|:${number})(/(tcp|udp|sctp))?";

  # `[registry/]repository[:tag][@digest]`, as registries accept it; or what podman finds in another way, as `oci:/folder`.
  component = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
  isImage =
    image:
    builtins.match
      "([A-Za-z0-9.-]+(:[0-9]+)?/)?${component}(/${component})*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?"
      image
    != null
    ||
      builtins.match
        "(containers-storage|dir|docker|docker-archive|docker-daemon|oci|oci-archive|sif):[^[:space:]]+"
        image
      != null;

  inRange =
    text:
    lib.all (n: lib.toIntBase10 n <= 65535) (
      lib.filter (part: builtins.match "[0-9]+" part != null) (
        lib.concatMap (lib.splitString "-") (lib.splitString ":" text)
      )
    );

  isPort =
    port:
    let
      found = parts port;
    in
    found != null && inRange (lib.elemAt found 3);

  # The addresses of the machine that a published port takes: `address port/protocol`, none for a port that
  # podman chooses.
  taken =
    port:
    let
      found = parts port;
      numbers = lib.splitString ":" (lib.elemAt found 3);
      address = lib.elemAt found 1;
      protocol = lib.elemAt found (builtins.length found - 1);
      first = builtins.head numbers;
    in
    lib.optional (builtins.length numbers == 2 && first != "") {
      port = "${first}/${if protocol == null then "tcp" else protocol}";
      address = if address == null then "0.0.0.0" else address;
    };

  every = "0.0.0.0";

  published = lib.concatLists (
    lib.mapAttrsToList (
      name: container:
      map (found: found // { inherit name; }) (lib.concatMap taken (lib.filter isPort container.ports))
    ) containers
  );

  clashes =
    entries:
    if entries == [ ] then
      [ ]
    else
      let
        first = builtins.head entries;
        rest = builtins.tail entries;
      in
      map (other: { inherit first other; }) (
        lib.filter (
          other:
          other.port == first.port
          && (other.address == first.address || other.address == every || first.address == every)
        ) rest
      )
      ++ clashes rest;

  # The containers one needs, directly or not, by the way that leads to it.
  circle =
    start:
    let
      go =
        way: name:
        if builtins.elem name way then
          lib.optional (name == start) (way ++ [ name ])
        else
          lib.concatMap (go (way ++ [ name ])) (containers.${name}.dependsOn or [ ]);
      found = go [ ] start;
    in
    if found == [ ] then null else builtins.head found;

  ofContainer =
    name: container:
    [
      (check
        [ name ]
        (builtins.match "[a-zA-Z0-9][a-zA-Z0-9_.-]*" name != null)
        "cannot be a container's name: it has letters, digits, `_`, `.` and `-`, and starts with a letter or digit."
      )
      (check
        [ name "image" ]
        (isImage container.image)
        "is \"${container.image}\", a name that no registry accepts; write for example \"docker.io/library/nginx:1.27\", in lower case."
      )
      (check [ name "imageStream" ] (
        container.imageFile == null || container.imageStream == null
      ) "and imageFile exclude each other.")
      (check [ name "login" ] (
        (container.login.username == null) == (container.login.passwordFile == null)
      ) "needs both username and passwordFile.")
      (check [ name "podman" ] (
        !(backend == "docker" && container.podman != null)
      ) "has no meaning with the backend docker.")
      (check [ name "pull" ] (
        !(backend == "docker" && container.pull == "newer")
      ) "is \"newer\", which Docker does not know; write \"always\" or \"missing\".")
      (check
        [ name "podman" "user" ]
        (container.podman == null || container.podman.user == "root" || users ? ${container.podman.user})
        "is \"${if container.podman == null then "" else container.podman.user}\", which is not one of users.users."
      )
      (check [ name "podman" "sdnotify" ] (
        container.podman == null
        || container.podman.sdnotify != "healthy"
        || lib.any (lib.hasPrefix "--health-cmd") container.extraOptions
        || container.imageFile != null
        || container.imageStream != null
        || !(builtins.elem "--no-healthcheck" container.extraOptions)
      ) "waits for a health check, which extraOptions turns off.")
      (check [ name "dependsOn" ] (circle name == null) "goes round in a circle: ${
        lib.concatStringsSep " needs " (if circle name == null then [ ] else circle name)
      }.")
    ]
    ++ map (
      other:
      check
        [ name "dependsOn" ]
        (containers ? ${other})
        "names ${other}, which is not one of the containers: ${
          lib.concatStringsSep ", " (lib.attrNames containers)
        }."
    ) container.dependsOn
    ++ map (
      port:
      check
        [ name "ports" ]
        (isPort port)
        "has \"${port}\", which is no port; write for example \"8080:80\"."
    ) container.ports
    ++ map (
      volume:
      check
        [ name "volumes" ]
        (builtins.match "[^:]+(:[^:]+)*" volume != null && volume != "")
        "has \"${volume}\"; write for example \"data:/var/lib/data\"."
    ) container.volumes;
in
lib.concatLists (lib.mapAttrsToList ofContainer containers)
++ map (
  { first, other }:
  let
    place = utils.place options.virtualisation.oci-containers.containers [
      first.name
      "ports"
    ];
  in
  check [ other.name "ports" ] false "publishes ${other.port}, which ${
    option [
      first.name
      "ports"
    ]
  }${lib.optionalString (place != "") " (${place})"} does already."
) (clashes published)
