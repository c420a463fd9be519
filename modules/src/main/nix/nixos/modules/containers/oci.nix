# OCI containers as units.
{
  config,
  options,
  lib,
  pkgs,
  utils,
  ...
}:

let
  inherit (lib) mkOption types optional optionalString;
  cfg = config.virtualisation.oci-containers;
  inherit (cfg) backend;
  arg = lib.escapeShellArg;

  engine =
    {
      podman = config.virtualisation.podman.package;
      docker = config.virtualisation.docker.package;
    }
    .${backend};
  command = "${engine}/bin/${backend}";

  runsAsUser = container: backend == "podman" && container.podman.user != "root";

  # Loads an image unless the engine has exactly this one already: the archive's store path is the mark.
  load =
    name: container:
    let
      mark = "/var/lib/firn/oci-images/${name}";
      source = if container.imageFile != null then container.imageFile else container.imageStream;
    in
    optionalString (source != null) ''
      if [ "$(cat ${mark} 2>/dev/null)" != ${source} ] || ! ${command} image inspect ${arg container.image} >/dev/null 2>&1; then
        # The image's name moves before the mark can say so.
        rm -f ${mark}
        ${
          if container.imageFile != null then
            # Decompressed here: podman 4.3 loses part of an archive it decompresses itself.
            "case \"$(head -c 2 ${source} | od -An -tx1)\" in ' 1f 8b') gzip -dc ${source} | ${command} load ;; *) ${command} load -i ${source} ;; esac"
          else
            "${source} | ${command} load"
        }
        ${
          optionalString (!runsAsUser container)
            "mkdir -p /var/lib/firn/oci-images && echo ${source} > ${mark}"
        }
      fi
    '';

  # An image that is there already needs no registry, so that a machine starts without one.
  login =
    container:
    optionalString (container.login.username != null && container.login.passwordFile != null) ''
      ${command} login ${optionalString (container.login.registry != null) (arg container.login.registry)} --username ${arg container.login.username} --password-stdin < ${arg container.login.passwordFile} ||
        ${command} image inspect ${arg container.image} >/dev/null 2>&1 || {
          echo "the login at the registry failed, and there is no image ${container.image} yet" >&2
          exit 1
        }
    '';

  # Docker may be removing it already, and its name is taken until then.
  remove = name: ''
    for attempt in $(seq 50); do
      ${command} container inspect ${name} >/dev/null 2>&1 || break
      ${command} rm -f ${name} >/dev/null 2>&1 || sleep 0.2
    done
  '';

  # Podman before 4.6 cannot itself wait for a health check.
  waitsForHealth = container: backend == "podman" && container.podman.sdnotify == "healthy";

  runArguments =
    name: container:
    [
      "--name=${name}"
      "--log-driver=${container.log-driver}"
    ]
    ++ optional container.autoRemoveOnStop "--rm"
    ++ optional (container.entrypoint != null) "--entrypoint=${container.entrypoint}"
    ++ optional (container.hostname != null) "--hostname=${container.hostname}"
    ++ lib.optionals (backend == "podman") [
      "--cidfile=/run/${container.serviceName}/ctr-id"
      "--cgroups=no-conmon"
      "--sdnotify=${if waitsForHealth container then "ignore" else container.podman.sdnotify}"
      "-d"
      "--replace"
    ]
    ++ optional (waitsForHealth container) "--conmon-pidfile=/run/${container.serviceName}/conmon-pid"
    ++ lib.mapAttrsToList (key: value: "--env=${key}=${value}") container.environment
    ++ map (file: "--env-file=${file}") container.environmentFiles
    ++ map (port: "--publish=${port}") container.ports
    ++ optional (container.user != null) "--user=${container.user}"
    ++ map (volume: "--volume=${volume}") container.volumes
    ++ optional (container.workdir != null) "--workdir=${container.workdir}"
    ++ optional container.privileged "--privileged"
    ++ lib.mapAttrsToList (capability: _: "--cap-add=${capability}") (
      lib.filterAttrs (_: value: value == true) container.capabilities
    )
    ++ lib.mapAttrsToList (capability: _: "--cap-drop=${capability}") (
      lib.filterAttrs (_: value: value == false) container.capabilities
    )
    ++ map (device: "--device=${device}") container.devices
    ++ lib.mapAttrsToList (key: value: "--label=${key}=${value}") container.labels
    ++ map (network: "--network=${network}") container.networks
    ++ [
      "--pull=${
        if container.imageFile != null || container.imageStream != null then "never" else container.pull
      }"
    ]
    ++ container.extraOptions
    ++ [ container.image ]
    ++ container.cmd;

  unit =
    name: container:
    let
      dependencies = map (other: "${cfg.containers.${other}.serviceName}.service") (
        lib.filter (other: cfg.containers ? ${other}) container.dependsOn
      );
      daemon = lib.optionals (backend == "docker") [
        "docker.service"
        "docker.socket"
      ];
    in
    {
      description = "OCI container ${name}";
      wantedBy = optional container.autoStart "multi-user.target";
      # What comes in one switch with its daemon waits for it.
      wants =
        optional (container.imageFile == null && container.imageStream == null) "network-online.target"
        ++ daemon;
      after = [
        "network.target"
      ]
      ++ optional (container.imageFile == null && container.imageStream == null) "network-online.target"
      ++ daemon
      ++ dependencies;
      requires = dependencies;

      path = [
        engine
        pkgs.gzip
      ]
      ++ lib.optionals (backend == "podman") [
        pkgs.conmon
        pkgs.iproute2
      ]
      # Its network program calls iptables, which a root made from the closure has in /usr.
      ++ lib.optional (backend == "podman" && config.firn.host.root != "closure") pkgs.iptables;
      environment = lib.optionalAttrs (backend == "podman") {
        HOME = lib.mkIf (runsAsUser container) config.users.users.${container.podman.user}.home;
        PODMAN_SYSTEMD_UNIT = "%n";
        # The package has settings of its own for machines without the file.
        CONTAINERS_CONF = "/etc/containers/containers.conf";
      };

      preStart = ''
        ${login container}${load name container}${
          if backend == "podman" then "rm -f /run/${container.serviceName}/ctr-id" else remove name
        }
      '';

      script = ''
        ${optionalString (backend == "podman" && !waitsForHealth container) "exec "}${command} ${lib.escapeShellArgs container.preRunExtraOptions} run \
          ${lib.concatMapStringsSep " \\\n  " arg (runArguments name container)}${
            optionalString (backend == "docker") " &"
          }
      ''
      # Its client does not say when the container runs.
      + optionalString (backend == "docker") ''
        client=$!
        until [ "$(${command} container inspect --format '{{.State.Running}}' ${name} 2>/dev/null)" = true ]; do
          if ! kill -0 $client 2>/dev/null; then
            wait $client
            exit
          fi
          sleep 0.2
        done
        systemd-notify --ready
        wait $client
      ''
      + optionalString (waitsForHealth container) ''
        until ${command} healthcheck run ${name} >/dev/null 2>&1; do
          if [ "$(${command} container inspect --format '{{.State.Running}}' ${name} 2>/dev/null)" != true ]; then
            echo "the container ended before its health check passed" >&2
            exit 1
          fi
          sleep 0.5
        done
        # The unit's main process is from now on the one that watches the container.
        exec systemd-notify --ready "MAINPID=$(cat /run/${container.serviceName}/conmon-pid)"
      '';

      # Without the file the container has not started.
      preStop =
        if backend == "podman" then
          "[ ! -e /run/${container.serviceName}/ctr-id ] || ${command} stop --ignore --cidfile=/run/${container.serviceName}/ctr-id"
        else
          "${command} stop ${name} || true";

      # The next start replaces one that is kept.
      postStop =
        if !container.autoRemoveOnStop then
          ""
        else if backend == "podman" then
          "[ ! -e /run/${container.serviceName}/ctr-id ] || ${command} rm -f --ignore --cidfile=/run/${container.serviceName}/ctr-id"
        else
          remove name;

      serviceConfig = {
        Restart = "always";
        # An image takes its time to load or to be pulled.
        TimeoutStartSec = 0;
        TimeoutStopSec = 120;
        # The end of a container that was told to stop.
        SuccessExitStatus = "137 143";
        Type = "notify";
        NotifyAccess = "all";
      }
      // lib.optionalAttrs (backend == "podman") {
        Delegate = true;
        RuntimeDirectory = container.serviceName;
        User = lib.mkIf (runsAsUser container) container.podman.user;
      };
    };
in
{
  imports = [
    (lib.mkChangedOptionModule [ "docker-containers" ] [ "virtualisation" "oci-containers" ] (old: {
      backend = "docker";
      containers = old.docker-containers;
    }))
  ];

  options.virtualisation.oci-containers = {
    backend = mkOption {
      type = types.enum [
        "podman"
        "docker"
      ];
      default = "podman";
      example = "docker";
      description = "The engine that runs the containers.";
    };

    containers = mkOption {
      type = types.attrsOf (types.submodule (import ./oci-options.nix { inherit lib backend; }));
      default = { };
      example = lib.literalExpression ''
        {
          grafana = {
            image = "grafana/grafana:latest";
            ports = [ "3000:3000" ];
          };
        }
      '';
      description = "Containers made from OCI images, each run by a unit of its own.";
    };
  };

  config = lib.mkIf (cfg.containers != { }) {
    virtualisation.podman.enable = lib.mkIf (backend == "podman") true;
    virtualisation.docker.enable = lib.mkIf (backend == "docker") true;

    systemd.services = lib.mapAttrs' (
      name: container: lib.nameValuePair container.serviceName (unit name container)
    ) cfg.containers;

    system.build.ociContainerEntries = lib.mapAttrs (
      _: container:
      lib.optionalAttrs (container.imageStream != null) {
        imageStream = "${container.imageStream}";
      }
      // {
        unit = "${container.serviceName}.service";
        inherit backend;
        inherit (container) image dependsOn autoStart;
        imageFile = if container.imageFile == null then null else "${container.imageFile}";
      }
    ) cfg.containers;

    assertions = import ./oci-checks.nix {
      inherit
        lib
        utils
        options
        backend
        ;
      users = config.users.users;
    } cfg.containers;
  };
}
