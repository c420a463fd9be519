# OCI containers as units.
{
  config,
  options,
  lib,
  pkgs,
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
        ${
          if container.imageFile != null then
            # Decompressed here: podman 4.3 loses part of an archive it decompresses itself.
            "case \"$(head -c 2 ${source} | od -An -tx1)\" in ' 1f 8b') gzip -dc ${source} | ${command} load ;; *) ${command} load -i ${source} ;; esac"
          else
            "${source} | ${command} load"
        }
        ${optionalString (!runsAsUser container) "mkdir -p /var/lib/firn/oci-images && echo ${source} > ${mark}"}
      fi
    '';

  login =
    container:
    optionalString (container.login.username != null && container.login.passwordFile != null) ''
      ${command} login ${arg container.login.registry} --username ${arg container.login.username} --password-stdin < ${arg container.login.passwordFile}
    '';

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
      "--sdnotify=${container.podman.sdnotify}"
      "-d"
      "--replace"
    ]
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
      "--pull=${if container.imageFile != null || container.imageStream != null then "never" else container.pull}"
    ]
    ++ container.extraOptions
    ++ [ container.image ]
    ++ container.cmd;

  unit =
    name: container:
    let
      dependencies = map (other: "${cfg.containers.${other}.serviceName}.service") container.dependsOn;
    in
    {
      description = "OCI container ${name}";
      wantedBy = optional container.autoStart "multi-user.target";
      wants = optional (container.imageFile == null && container.imageStream == null) "network-online.target";
      after =
        [ "network.target" ]
        ++ optional (container.imageFile == null && container.imageStream == null) "network-online.target"
        ++ lib.optionals (backend == "docker") [
          "docker.service"
          "docker.socket"
        ]
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
        PODMAN_SYSTEMD_UNIT = "%n";
        # The package has settings of its own for machines without the file.
        CONTAINERS_CONF = "/etc/containers/containers.conf";
      };

      preStart = ''
        ${login container}${load name container}${
          if backend == "podman" then
            "rm -f /run/${container.serviceName}/ctr-id"
          else
            "${command} rm -f ${name} || true"
        }
      '';

      script = ''
        exec ${command} ${lib.escapeShellArgs container.preRunExtraOptions} run \
          ${lib.concatMapStringsSep " \\\n  " arg (runArguments name container)}
      '';

      # Without the file the container has not started.
      preStop =
        if backend == "podman" then
          "[ ! -e /run/${container.serviceName}/ctr-id ] || ${command} stop --ignore --cidfile=/run/${container.serviceName}/ctr-id"
        else
          "${command} stop ${name} || true";

      postStop =
        if backend == "podman" then
          "[ ! -e /run/${container.serviceName}/ctr-id ] || ${command} rm -f --ignore --cidfile=/run/${container.serviceName}/ctr-id"
        else
          "${command} rm -f ${name} || true";

      serviceConfig = {
        Restart = "always";
        # An image takes its time to load or to be pulled.
        TimeoutStartSec = 0;
        TimeoutStopSec = 120;
      }
      // lib.optionalAttrs (backend == "podman") {
        Type = "notify";
        NotifyAccess = "all";
        Delegate = true;
        RuntimeDirectory = container.serviceName;
        User = lib.mkIf (runsAsUser container) container.podman.user;
      };
    };
in
{
  imports = [
    (lib.mkChangedOptionModule
      [ "docker-containers" ]
      [ "virtualisation" "oci-containers" ]
      (old: {
        backend = "docker";
        containers = old.docker-containers;
      })
    )
  ];

  options.virtualisation.oci-containers = {
    backend = mkOption {
      type = types.enum [
        "podman"
        "docker"
      ];
      default = "podman";
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

    system.build.ociContainerEntries = lib.mapAttrs (_: container: {
      unit = "${container.serviceName}.service";
      inherit backend;
      inherit (container) image dependsOn autoStart;
      imageFile = if container.imageFile == null then null else "${container.imageFile}";
    }) cfg.containers;

    assertions = lib.concatLists (
      lib.mapAttrsToList (
        name: container:
        [
          {
            assertion = container.imageFile == null || container.imageStream == null;
            message = "virtualisation.oci-containers.containers.${name}: set only one of imageFile and imageStream.";
          }
          {
            assertion = (container.login.username == null) == (container.login.passwordFile == null);
            message = "virtualisation.oci-containers.containers.${name}.login: username and passwordFile need each other.";
          }
          {
            assertion = !(backend == "docker" && container.podman != null);
            message = "virtualisation.oci-containers.containers.${name}.podman has no meaning with the backend docker.";
          }
        ]
        ++ map (other: {
          assertion = cfg.containers ? ${other};
          message = "virtualisation.oci-containers.containers.${name}.dependsOn names ${other}, which is not one of the containers: ${lib.concatStringsSep ", " (lib.attrNames cfg.containers)}.";
        }) container.dependsOn
        ++ map (port: {
          assertion = builtins.match ".*[0-9]+(-[0-9]+)?(/(tcp|udp|sctp))?" port != null;
          message = "virtualisation.oci-containers.containers.${name}.ports: `${port}` names no port. Write for example \"8080:80\".";
        }) container.ports
      ) cfg.containers
    );
  };
}
