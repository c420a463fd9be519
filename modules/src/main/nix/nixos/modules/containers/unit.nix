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
}:

name: cfg:

let
  inherit (lib) optional optionals concatMap;
  inherit (utils) plainAddress hostPrefix;
  ip = "${pkgs.iproute2}/bin/ip";
  stateDir = "/var/lib/nixos-containers/${name}";
  profiles = "/nix/var/nix/profiles/per-container/${name}";

  # nspawn separates with colons; one inside a path is written `\:`.
  escapeColons = lib.replaceStrings [ ":" ] [ "\\:" ];

  # `--memory-limit=1G` is not nspawn's: the unit limits memory.
  isMemoryLimit = lib.hasPrefix "--memory-limit=";
  memoryLimits = map (lib.removePrefix "--memory-limit=") (lib.filter isMemoryLimit cfg.extraFlags);

  capabilities = lib.unique (cfg.additionalCapabilities ++ optional cfg.enableTun "CAP_NET_ADMIN");

  ownNetwork = cfg.privateNetwork || cfg.interfaces != [ ] || cfg.macvlans != [ ] || cfg.extraVeths != { };

  arguments =
    [
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
      "--bind-ro=${root}/usr:/usr"
      "--bind-ro=/nix/store"
      "--bind-ro=${profiles}:/nix/var/nix/profiles"
    ]
    ++ optional cfg.ephemeral "--volatile=overlay"
    ++ optional (cfg.privateUsers != "no") "--private-users=${toString cfg.privateUsers}"
    ++ optional (cfg.networkNamespace != null) "--network-namespace-path=${cfg.networkNamespace}"
    ++ optionals (cfg.privateNetwork && cfg.networkNamespace == null) [
      (if cfg.hostBridge != null then "--network-bridge=${cfg.hostBridge}" else "--network-veth")
    ]
    ++ optional (ownNetwork && !cfg.privateNetwork && cfg.networkNamespace == null) "--private-network"
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

  # The host's end of a link.
  hostEnd =
    device: settings:
    optional (settings.hostBridge == null) "${ip} link set dev ${device} up"
    ++ optionals (settings.hostBridge != null) [
      "${ip} link set dev ${device} master ${settings.hostBridge}"
      "${ip} link set dev ${device} up"
    ]
    ++ optionals (settings.hostBridge == null) (
      optional (settings.hostAddress != null)
        "${ip} address replace ${hostPrefix 32 settings.hostAddress} dev ${device}"
      ++ optional (
        settings.localAddress != null
      ) "${ip} route replace ${plainAddress settings.localAddress}/32 dev ${device}"
      ++ optional (settings.hostAddress6 != null)
        "${ip} -6 address replace ${hostPrefix 128 settings.hostAddress6} dev ${device} nodad"
      ++ optional (
        settings.localAddress6 != null
      ) "${ip} -6 route replace ${plainAddress settings.localAddress6}/128 dev ${device}"
    );

  links =
    lib.optionals (cfg.privateNetwork && cfg.networkNamespace == null && cfg.hostBridge == null) (
      hostEnd "ve-${name}" cfg
    )
    ++ concatMap (veth: hostEnd veth cfg.extraVeths.${veth}) (lib.attrNames cfg.extraVeths);

  # Name servers for a container that uses its host's. With a network of its own it cannot reach a resolver on
  # the host's loopback address: the servers behind it are taken, as systemd-resolved lists them.
  resolvConf = ''
    rm -f ${stateDir}/etc/resolv.conf
    for file in ${
      lib.optionalString ownNetwork "/run/systemd/resolve/resolv.conf "
    }/etc/resolv.conf; do
      [ -r "$file" ] || continue
      ${
        if ownNetwork then
          ''sed -E '/^nameserver[[:space:]]+(127\.|::1)/d' "$file"''
        else
          ''cat "$file"''
      } > ${stateDir}/etc/resolv.conf
      break
    done
  '';

  prepare = pkgs.writeShellScript "container-${name}-prepare" ''
    set -e
    export PATH=${
      lib.makeBinPath [
        pkgs.coreutils
        pkgs.gnused
      ]
    }
    mkdir -p ${profiles} ${stateDir}/etc
    ${lib.optionalString useHostResolvConf resolvConf}# Without systemd-machined there is nothing to register the container with.
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
  wants = [ "network.target" ];
  after = [
    "network.target"
    "systemd-machined.service"
  ];
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
    ExecStartPre =
      [ "${prepare}" ]
      # A link that a killed container left behind would be in the way.
      ++ optional cfg.privateNetwork "-${ip} link delete ve-${name}";
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
    DeviceAllow =
      [ "char-pts rw" ]
      ++ optional cfg.enableTun "/dev/net/tun rwm"
      ++ map (device: "${device.node} ${device.modifier}") cfg.allowedDevices;
    MemoryMax = lib.mkIf (memoryLimits != [ ]) (lib.last memoryLimits);
  };
}
