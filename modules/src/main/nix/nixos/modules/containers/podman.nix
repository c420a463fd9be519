# Engines for OCI containers, and the settings they share.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  containers = config.virtualisation.containers;
  podman = config.virtualisation.podman;
  docker = config.virtualisation.docker;
  toml = pkgs.formats.toml { };

  closure = config.firn.host.root == "closure";

  toggle =
    description:
    mkOption {
      type = types.bool;
      default = false;
      example = true;
      inherit description;
    };

  tool = program: "${program}/bin";
in
{
  options.virtualisation = {
    containers = {
      enable =
        toggle "Whether to write the settings that podman and its relatives read from `/etc/containers`.";

      containersConf.settings = mkOption {
        inherit (toml) type;
        default = { };
        example = {
          containers.pids_limit = 0;
        };
        description = "Settings of {manpage}`containers.conf(5)`.";
      };

      storage.settings = mkOption {
        inherit (toml) type;
        default = { };
        example = {
          storage.driver = "overlay";
        };
        description = "Settings of {manpage}`containers-storage.conf(5)`.";
      };

      registries = {
        search = mkOption {
          type = types.listOf types.str;
          default = [
            "docker.io"
            "quay.io"
          ];
          example = [ "registry.example.org" ];
          description = "Registries in which short image names are looked up.";
        };
        insecure = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "localhost:5000" ];
          description = "Registries that are used without TLS.";
        };
        block = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "registry.example.com" ];
          description = "Registries that are not used.";
        };
      };

      policy = mkOption {
        type = types.attrs;
        default = { };
        example = lib.literalExpression ''{ default = [ { type = "reject"; } ]; }'';
        description = "Which images may be used, see {manpage}`containers-policy.json(5)`; by default any.";
      };

      ociSeccompBpfHook.enable =
        toggle "Accepted with a warning: Debian has no package of the hook that records system calls.";
    };

    podman = {
      enable = toggle "Whether to provide podman, which runs OCI containers without a daemon.";

      package = mkOption {
        type = types.package;
        default = pkgs.podman;
        defaultText = lib.literalExpression "pkgs.podman";
        example = lib.literalExpression "pkgs.podman.override { }";
        description = "The package of podman.";
      };

      extraPackages = mkOption {
        type = types.listOf types.package;
        default = [ ];
        example = lib.literalExpression "[ pkgs.gvisor ]";
        description = "Packages whose programs podman finds.";
      };

      extraRuntimes = mkOption {
        type = types.listOf types.package;
        default = [ ];
        example = lib.literalExpression "[ pkgs.crun ]";
        description = "Packages of further runtimes for containers, each found by its program's name: `podman run --runtime NAME`.";
      };

      dockerCompat = toggle "Whether `docker` is a name of podman.";
      dockerSocket.enable = toggle "Whether podman answers where clients of Docker look for it.";
      enableNvidia =
        toggle "Accepted with a warning: graphics cards are passed to containers by the machine's own toolkit, see `nvidia-ctk cdi generate`.";

      autoPrune = {
        enable = toggle "Whether what is no longer used is removed from time to time.";
        flags = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "--all" ];
          description = "Arguments of `podman system prune`.";
        };
        dates = mkOption {
          type = types.str;
          default = "weekly";
          example = "daily";
          description = "When that happens, see {manpage}`systemd.time(7)`.";
        };
      };

      defaultNetwork.settings = mkOption {
        inherit (pkgs.formats.json { }) type;
        default = { };
        example = {
          dns_enabled = true;
        };
        description = "Settings of the network that containers get by default.";
      };

      networkSocket.enable =
        toggle "Accepted with a warning: reach podman on another machine by SSH, with `podman system connection add`.";
    };

    docker = {
      enable = toggle "Whether to run the Docker daemon.";
      package = mkOption {
        type = types.package;
        default = pkgs.docker;
        defaultText = lib.literalExpression "pkgs.docker";
        example = lib.literalExpression "pkgs.docker.override { }";
        description = "The package of Docker.";
      };
      enableOnBoot = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = "Whether the daemon starts at boot rather than on first use.";
      };
      daemon.settings = mkOption {
        inherit (pkgs.formats.json { }) type;
        default = { };
        example = {
          live-restore = true;
        };
        description = "Settings of the daemon, for its `daemon.json`.";
      };
      extraOptions = mkOption {
        type = types.separatedString " ";
        default = "";
        example = "--bip=172.30.0.1/16";
        description = "Further arguments of the daemon.";
      };
      storageDriver = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "overlay2";
        description = "The storage driver; null leaves the choice to Docker.";
      };
      logDriver = mkOption {
        type = types.str;
        default = "journald";
        example = "json-file";
        description = "Where containers log to.";
      };
      liveRestore = mkOption {
        type = types.bool;
        default = true;
        example = false;
        description = "Whether containers go on running while the daemon restarts.";
      };
      autoPrune = {
        enable = toggle "Whether what is no longer used is removed from time to time.";
        flags = mkOption {
          type = types.listOf types.str;
          default = [ ];
          example = [ "--all" ];
          description = "Arguments of `docker system prune`.";
        };
        dates = mkOption {
          type = types.str;
          default = "weekly";
          example = "daily";
          description = "When that happens.";
        };
      };
      rootless.enable =
        toggle "Accepted with a warning: podman runs containers of users without a daemon.";
    };
  };

  config = lib.mkMerge [
    {
      warnings =
        lib.optional podman.networkSocket.enable ''
          virtualisation.podman.networkSocket.enable does nothing here: no server with TLS is put before podman. Another machine
          reaches it by SSH: podman system connection add NAME ssh://USER@HOST/run/podman/podman.sock''
        ++ lib.optional podman.enableNvidia ''
          virtualisation.podman.enableNvidia does nothing here: install the driver and nvidia-container-toolkit on the machine,
          run nvidia-ctk cdi generate, and pass --device nvidia.com/gpu=all to the container.''
        ++ lib.optional docker.rootless.enable ''
          virtualisation.docker.rootless.enable does nothing here: for containers of users without rights of root use podman
          (virtualisation.podman.enable).''
        ++ lib.optional containers.ociSeccompBpfHook.enable ''
          virtualisation.containers.ociSeccompBpfHook.enable does nothing here: Debian has no package of the hook. Filters made
          elsewhere are used with --security-opt seccomp=FILE.'';
    }

    (lib.mkIf containers.enable {
      # Podman looks for its helpers below /usr unless it is told where they are.
      virtualisation.containers.containersConf.settings = {
        engine = {
          helper_binaries_dir = lib.mkDefault [
            (tool pkgs.netavark)
            (tool pkgs.aardvark-dns)
            "${pkgs.netavark}/lib/podman"
            "${pkgs.aardvark-dns}/lib/podman"
            "${podman.package}/lib/podman"
            "${podman.package}/libexec/podman"
          ];
          conmon_path = lib.mkDefault [ "${pkgs.conmon}/bin/conmon" ];
          runtime = lib.mkDefault "runc";
          runtimes.runc = lib.mkDefault [ "${pkgs.runc}/bin/runc" ];
          runtimes.crun = lib.mkDefault [ "${pkgs.crun}/bin/crun" ];
          init_path = lib.mkIf (pkgs ? catatonit) (lib.mkDefault "${pkgs.catatonit}/bin/catatonit");
        };
        network.network_backend = lib.mkDefault "netavark";
        # Inside a container the controller of the number of processes may be missing, and the limits podman
        # asks for by default lie above what is allowed.
        containers = lib.mkIf config.firn.host.nested {
          pids_limit = lib.mkDefault 0;
          default_ulimits = lib.mkDefault [
            "nofile=16384:16384"
            "nproc=16384:16384"
          ];
        };
      };

      virtualisation.containers.storage.settings.storage = {
        driver = lib.mkDefault "overlay";
        graphroot = lib.mkDefault "/var/lib/containers/storage";
        runroot = lib.mkDefault "/run/containers/storage";
      };

      environment.etc = {
        "containers/containers.conf".source =
          toml.generate "containers.conf" containers.containersConf.settings;
        "containers/storage.conf".source = toml.generate "storage.conf" containers.storage.settings;
        "containers/registries.conf".source = toml.generate "registries.conf" {
          unqualified-search-registries = containers.registries.search;
          registry =
            map (location: {
              inherit location;
              insecure = true;
            }) containers.registries.insecure
            ++ map (location: {
              inherit location;
              blocked = true;
            }) containers.registries.block;
        };
        "containers/policy.json".text = builtins.toJSON (
          if containers.policy != { } then
            containers.policy
          else
            {
              default = [ { type = "insecureAcceptAnything"; } ];
              transports.docker-daemon."" = [ { type = "insecureAcceptAnything"; } ];
            }
        );
      };
    })

    (lib.mkIf podman.enable {
      virtualisation.containers.enable = true;
      firn.host.packages = lib.mkIf closure [ "iptables" ];
      environment.systemPackages = [ podman.package ] ++ podman.extraPackages;
      virtualisation.containers.containersConf.settings.engine.runtimes = lib.listToAttrs (
        map (
          package:
          lib.nameValuePair (builtins.unsafeDiscardStringContext (baseNameOf (lib.getExe package))) [
            (lib.getExe package)
          ]
        ) podman.extraRuntimes
      );

      environment.sessionVariables.CONTAINERS_CONF = "/etc/containers/containers.conf";

      environment.etc."containers/networks/podman.json".source =
        (pkgs.formats.json { }).generate "podman.json" (
          {
            name = "podman";
            # The fixed id podman gives to the network it makes by default.
            id = "2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9";
            driver = "bridge";
            network_interface = "podman0";
            subnets = [
              {
                subnet = "10.88.0.0/16";
                gateway = "10.88.0.1";
              }
            ];
            internal = false;
            ipv6_enabled = false;
            dns_enabled = false;
            ipam_options.driver = "host-local";
          }
          // podman.defaultNetwork.settings
        );

      # Containers ask the resolver that podman runs for them on its bridge.
      networking.firewall.interfaces."podman+" =
        lib.mkIf (podman.defaultNetwork.settings.dns_enabled or false) {
          allowedUDPPorts = [ 53 ];
        };

      systemd.sockets.podman = lib.mkIf podman.dockerSocket.enable {
        description = "The interface of podman";
        wantedBy = [ "sockets.target" ];
        listenStreams = [ "/run/podman/podman.sock" ];
        socketConfig.SocketMode = "0660";
      };
      systemd.services.podman = lib.mkIf podman.dockerSocket.enable {
        description = "The interface of podman";
        requires = [ "podman.socket" ];
        after = [ "podman.socket" ];
        serviceConfig = {
          Delegate = true;
          Type = "exec";
          KillMode = "process";
          ExecStart = "${podman.package}/bin/podman system service";
        };
      };
      systemd.tmpfiles.rules = lib.mkIf podman.dockerSocket.enable [
        "L! /run/docker.sock - - - - /run/podman/podman.sock"
      ];

      systemd.services.podman-prune = lib.mkIf podman.autoPrune.enable {
        description = "Remove what podman no longer uses";
        restartIfChanged = false;
        unitConfig.X-StopOnRemoval = false;
        startAt = podman.autoPrune.dates;
        serviceConfig.Type = "oneshot";
        script = "${podman.package}/bin/podman system prune -f ${toString podman.autoPrune.flags}";
      };

      environment.shellAliases = lib.mkIf podman.dockerCompat { docker = "podman"; };
    })

    (lib.mkIf docker.enable {
      virtualisation.docker.daemon.settings = {
        group = "docker";
        hosts = [ "fd://" ];
        log-driver = lib.mkDefault docker.logDriver;
        live-restore = lib.mkDefault docker.liveRestore;
        storage-driver = lib.mkIf (docker.storageDriver != null) (lib.mkDefault docker.storageDriver);
      };
      boot.kernelModules = [
        "bridge"
        "br_netfilter"
        "overlay"
      ];
      boot.kernel.sysctl."net.ipv4.conf.all.forwarding" = lib.mkOverride 98 true;
      environment.systemPackages = [ docker.package ];
      users.groups.docker = { };

      systemd.sockets.docker = {
        description = "The interface of Docker";
        wantedBy = [ "sockets.target" ];
        listenStreams = [ "/run/docker.sock" ];
        socketConfig = {
          SocketMode = "0660";
          SocketUser = "root";
          SocketGroup = "docker";
        };
      };
      systemd.services.docker = {
        description = "Docker";
        wantedBy = lib.optional docker.enableOnBoot "multi-user.target";
        requires = [ "docker.socket" ];
        after = [
          "network.target"
          "docker.socket"
        ];
        # The daemon starts these by their names.
        path = [
          docker.package
          pkgs.containerd
          pkgs.iproute2
          pkgs.iptables
          pkgs.kmod
          pkgs.runc
          pkgs.xz
        ];
        serviceConfig = {
          Type = "notify";
          ExecStart = "${docker.package}/bin/dockerd --config-file=${
            (pkgs.formats.json { }).generate "daemon.json" docker.daemon.settings
          } ${docker.extraOptions}";
          ExecReload = "/bin/kill -s HUP $MAINPID";
          Delegate = true;
          KillMode = "process";
          LimitNOFILE = 1048576;
        };
      };
      systemd.services.docker-prune = lib.mkIf docker.autoPrune.enable {
        description = "Remove what Docker no longer uses";
        restartIfChanged = false;
        startAt = docker.autoPrune.dates;
        serviceConfig.Type = "oneshot";
        script = "${docker.package}/bin/docker system prune -f ${toString docker.autoPrune.flags}";
      };
    })
  ];
}
