# The unit that runs one container.
#
# All that needs a new container when it changes stands in this unit: the command line of systemd-nspawn. What
# the container's own system holds does not; activation changes that while the container runs.
{
  lib,
  pkgs,
  utils,
  nspawn,
  root,
  useHostResolvConf,
  # The unit of the host's resolver, if it has one.
  resolver,
  # Whether there are containers in it: it then writes their profiles among its own, which lie with its files.
  nests,
}:

name: cfg:

let
  inherit (lib) optional optionals concatMap;
  inherit (utils) plainAddress hostPrefix isIPv6;
  ip = "${pkgs.iproute2}/bin/ip";
  stateDir = "/var/lib/nixos-containers/${name}";
  profiles = "/nix/var/nix/profiles/per-container/${name}";

  # nspawn separates with colons; one inside a path is written `\:`.
  escapeColons = lib.replaceStrings [ ":" ] [ "\\:" ];

  # `--memory-limit=1G` is not nspawn's: the unit limits memory.
  isMemoryLimit = lib.hasPrefix "--memory-limit=";
  memoryLimits = map (lib.removePrefix "--memory-limit=") (lib.filter isMemoryLimit cfg.extraFlags);

  capabilities = lib.unique (cfg.additionalCapabilities ++ optional cfg.enableTun "CAP_NET_ADMIN");

  ownNetwork = import ./own-network.nix cfg;

  # nspawn shortens the names of links that Linux would not take, and gives them the whole name as another one,
  # by which they are found here.
  device = if cfg.hostBridge == null then "ve-${name}" else "vb-${name}";

  # With a range of users of its own, a container sees what its host's root owns as root's, and what it writes
  # lies on the host's disk as root's: a switch changes its files from the host.
  mapped = cfg.privateUsers != "no" && cfg.privateUsers != "identity" && cfg.privateUsers != 0;
  store = lib.optionalString mapped ":idmap";

  arguments = [
    "--machine=${name}"
    "--directory=${stateDir}"
    "--keep-unit"
    "--notify-ready=yes"
    "--kill-signal=SIGRTMIN+3"
    "--settings=no"
    "--link-journal=no"
    "--resolv-conf=off"
    "--timezone=off"
    "--console=pipe"
    "--bind-ro=${root}/usr:/usr${store}"
    "--bind-ro=/nix/store:/nix/store${store}"
  ]
  ++ optional (!nests) "--bind-ro=${profiles}:/nix/var/nix/profiles${store}"
  ++ optional cfg.ephemeral "--volatile=overlay"
  ++ optional (cfg.privateUsers != "no") "--private-users=${toString cfg.privateUsers}"
  ++ optional mapped "--private-users-ownership=map"
  ++ optional (cfg.networkNamespace != null) "--network-namespace-path=${cfg.networkNamespace}"
  ++ optional (ownNetwork.is && cfg.networkNamespace == null) "--private-network"
  ++ optional ownNetwork.linked (
    if cfg.hostBridge != null then "--network-bridge=${cfg.hostBridge}" else "--network-veth"
  )
  ++ map (interface: "--network-interface=${interface}") cfg.interfaces
  ++ map (interface: "--network-macvlan=${interface}") cfg.macvlans
  ++ map (veth: "--network-veth-extra=${veth}") (lib.attrNames cfg.extraVeths)
  ++ optional (capabilities != [ ]) "--capability=${lib.concatStringsSep "," capabilities}"
  ++ optional cfg.enableTun "--bind=/dev/net/tun"
  ++ map (
    mount:
    let
      option = if mount.isReadOnly then "--bind-ro=" else "--bind=";
      from = if mount.hostPath == null then mount.mountPoint else mount.hostPath;
    in
    "${option}${escapeColons from}:${escapeColons mount.mountPoint}"
  ) (lib.attrValues cfg.bindMounts)
  ++ map (path: "--tmpfs=${escapeColons path}") cfg.tmpfs
  ++ lib.filter (flag: !isMemoryLimit flag) cfg.extraFlags
  ++ [ "--boot" ];

  given = lib.filter (address: address != null);

  # The host's end of a link.
  hostEnd =
    device: settings:
    optional (settings.hostBridge == null) "${ip} link set dev ${device} up"
    ++ optionals (settings.hostBridge != null) [
      "${ip} link set dev ${device} master ${settings.hostBridge}"
      "${ip} link set dev ${device} up"
    ]
    ++ optionals (settings.hostBridge == null) (
      map
        (
          address:
          "${ip} address replace ${hostPrefix address} dev ${device}${
            lib.optionalString (isIPv6 address) " nodad"
          }"
        )
        (given [
          settings.hostAddress
          settings.hostAddress6
        ])
      ++ map (address: "${ip} route replace ${hostPrefix (plainAddress address)} dev ${device}") (given [
        settings.localAddress
        settings.localAddress6
      ])
    );

  links =
    lib.optionals (ownNetwork.linked && cfg.hostBridge == null) (hostEnd device cfg)
    ++ concatMap (veth: hostEnd veth cfg.extraVeths.${veth}) (lib.attrNames cfg.extraVeths);

  # Name servers for a container that uses its host's. With a network of its own it cannot reach a resolver on
  # the host's loopback address: the servers behind it are taken, as systemd-resolved lists them.
  resolvConf =
    let
      target = "${stateDir}/etc/resolv.conf";
    in
    ''
      rm -f ${target}
    ''
    + (
      if ownNetwork.is then
        ''
          for file in /run/systemd/resolve/resolv.conf /etc/resolv.conf; do
            [ -r "$file" ] || continue
            sed -E '/^nameserver[[:space:]]+(127\.|::1)/d' "$file" > ${target}
            grep -q '^nameserver' ${target} && break
          done
          grep -qs '^nameserver' ${target} ||
            echo "the host has no name server that container ${name} could reach; set containers.${name}.config.networking.nameservers" >&2
        ''
      else
        ''
          [ ! -r /etc/resolv.conf ] || cat /etc/resolv.conf > ${target}
        ''
    );

  prepare = pkgs.writeShellScript "container-${name}-prepare" ''
    set -e
    export PATH=${
      lib.makeBinPath [
        pkgs.coreutils
        pkgs.gnugrep
        pkgs.gnused
      ]
    }
    mkdir -p ${profiles} ${stateDir}/etc
    ${lib.optionalString useHostResolvConf resolvConf}
    # A container that was killed is still registered under its name.
    ! [ -x /usr/bin/busctl ] || /usr/bin/busctl --quiet call org.freedesktop.machine1 /org/freedesktop/machine1 \
      org.freedesktop.machine1.Manager UnregisterMachine s ${name} 2>/dev/null || true

    # Without systemd-machined there is nothing to register the container with.
    register=no
    for folder in /usr/lib /lib /etc; do
      [ -e $folder/systemd/system/systemd-machined.service ] && register=yes
    done
    echo "FIRN_REGISTER=$register" > /run/nixos-containers/${name}.env
  '';
in
{
  description = "Container ${name}";
  wantedBy = lib.mkIf cfg.autoStart [ "multi-user.target" ];
  # The resolver is wanted, not only waited for: it starts first also where both are started by one switch.
  wants = [ "network.target" ] ++ resolver;
  after = [
    "network.target"
    "systemd-machined.service"
    # The host's name servers are known by then.
    "nss-lookup.target"
  ]
  ++ resolver;
  inherit (cfg) restartIfChanged;
  enableDefaultPath = false;
  unitConfig.RequiresMountsFor = stateDir;

  # nspawn can then give the container a writable unified hierarchy on hosts that also have the old one.
  environment.SYSTEMD_NSPAWN_UNIFIED_HIERARCHY = "1";

  serviceConfig = {
    Type = "notify";
    SyslogIdentifier = "container ${name}";
    EnvironmentFile = "-/run/nixos-containers/${name}.env";
    RuntimeDirectory = "nixos-containers";
    RuntimeDirectoryPreserve = true;
    ExecStartPre = [
      "${prepare}"
    ]
    # Links that a killed container left behind would be in the way.
    ++ map (link: "-${ip} link delete dev ${link}") (
      optional ownNetwork.linked device ++ lib.attrNames cfg.extraVeths
    );
    ExecStart = "${nspawn} --register=\${FIRN_REGISTER} ${utils.escapeSystemdExecArgs arguments}";
    ExecStartPost = links;
    TimeoutStartSec = cfg.timeoutStartSec;
    Restart = "on-failure";
    # 133 is how a container asks to be started again.
    RestartForceExitStatus = "133";
    SuccessExitStatus = "133";
    Slice = "machine.slice";
    Delegate = true;
    KillMode = "mixed";
    KillSignal = "TERM";
    # The container's own shutdown may take this long.
    TimeoutStopSec = "90s";
    TasksMax = 16384;
    DevicePolicy = "closed";
    DeviceAllow = [
      "char-pts rw"
    ]
    ++ optional cfg.enableTun "/dev/net/tun rwm"
    ++ map (device: "${device.node} ${device.modifier}") cfg.allowedDevices;
    MemoryMax = lib.mkIf (memoryLimits != [ ]) (lib.last memoryLimits);
  };
}
