# A host, two containers and an image, in one description.
#
#   firn rebuild try --config configuration.nix       boots a throwaway host from this file and opens a shell on it
#   firn rebuild switch --config configuration.nix    makes the machine you are on so
#
# What stands here is all there is: `firn option PATH` explains each name, for example `firn option containers.web`.
{
  config,
  pkgs,
  lib,
  ...
}:

let
  # The page that containers.web serves. Text becomes a file in the store, and the store's path stands for it.
  page = pkgs.writeTextDir "index.html" ''
    <h1>Hello from a container</h1>
  '';

  # A program of our own, for the service and the image below.
  greeting = "Hello from an image";
in
{
  # The host ----------------------------------------------------------------------------------------------------

  networking.hostName = "quickstart";

  # The release this machine starts with. It stays as it is when Firn is updated.
  system.stateVersion = "24.11";

  # Programs that everyone finds in the PATH.
  environment.systemPackages = [
    pkgs.hello
    pkgs.curl
  ];

  # A file below /etc.
  environment.etc."quickstart/motd".text = ''
    This machine is described in configuration.nix.
  '';

  users.users.alice = {
    isNormalUser = true;
    description = "Alice";
  };

  # A service of the host: it writes the time into a file, again and again.
  systemd.services.clock = {
    description = "Writes the time into a file";
    wantedBy = [ "multi-user.target" ];
    serviceConfig.StateDirectory = "clock";
    script = ''
      while true; do
        date > /var/lib/clock/now
        sleep 5
      done
    '';
  };

  # A container that shares the host's network --------------------------------------------------------------------

  containers.web = {
    autoStart = true;
    config = {
      services.nginx = {
        enable = true;
        virtualHosts.localhost = {
          # `mkDefault` lets another file choose another port: 2-port.nix does.
          listen = lib.mkDefault [ { port = 8080; } ];
          root = page;
        };
      };

      # Both the port in use and the one that 2-port.nix moves the page to.
      networking.firewall.allowedTCPPorts = [
        8080
        8081
      ];

      system.stateVersion = "24.11";
    };
  };

  # A container with a network of its own ------------------------------------------------------------------------

  # The two addresses are the ends of a cable between the host and the container.
  containers.private = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "10.100.0.1";
    localAddress = "10.100.0.2";

    # A folder of the host, at the same place in the container. The container may write to it.
    bindMounts."/srv/shared".isReadOnly = false;

    config =
      { pkgs, ... }:
      {
        services.nginx = {
          enable = true;
          virtualHosts.localhost.root = "/srv/shared";
        };
        networking.firewall.allowedTCPPorts = [ 80 ];

        # Written in the container, seen by the host.
        systemd.services.note = {
          description = "Leaves a note in the shared folder";
          wantedBy = [ "multi-user.target" ];
          before = [ "nginx.service" ];
          serviceConfig = {
            Type = "oneshot";
            RemainAfterExit = true;
          };
          script = ''
            echo "Hello from the private container" > /srv/shared/index.html
          '';
        };

        system.stateVersion = "24.11";
      };
  };

  # The folder that is shared: made before the container starts.
  systemd.tmpfiles.rules = [ "d /srv/shared 0755 root root -" ];

  # A container made from an image -------------------------------------------------------------------------------

  virtualisation.oci-containers = {
    backend = "podman";
    containers.app = {
      # The image is built here too, so nothing is pulled from a registry.
      image = "quickstart-app:latest";
      imageFile = pkgs.dockerTools.buildLayeredImage {
        name = "quickstart-app";
        tag = "latest";
        contents = [
          pkgs.busybox
          (pkgs.writeTextDir "www/index.html" "${greeting}\n")
        ];
        config = {
          Cmd = [
            "${pkgs.busybox}/bin/busybox"
            "httpd"
            "-f"
            "-p"
            "8000"
            "-h"
            "/www"
          ];
          ExposedPorts."8000/tcp" = { };
        };
      };
      ports = [ "127.0.0.1:8000:8000" ];
    };
  };

  # What must answer before a switch counts as done --------------------------------------------------------------

  firn.health = {
    clock.unit = "clock.service";
    web = {
      url = lib.mkDefault "http://127.0.0.1:8080/";
      expectBody = "Hello from a container";
    };
    private = {
      url = "http://10.100.0.2/";
      expectBody = "Hello from the private container";
    };
    app = {
      url = "http://127.0.0.1:8000/";
      expectBody = greeting;
    };
  };
}
