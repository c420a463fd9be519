# One host with containers of every shape, for tests: what each is for stands beside it. wires.sh makes what stands
# for its hardware.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  page = pkgs.writeTextDir "index.html" "hello from a container\n";

  webServer = {
    services.nginx = {
      enable = true;
      virtualHosts.localhost.root = page;
    };
    networking.firewall.allowedTCPPorts = [ 80 ];
    environment.systemPackages = [ pkgs.iputils ];
    system.stateVersion = "24.11";
  };

  plain.system.stateVersion = "24.11";
in
{
  imports = [ ./oci.nix ];

  system.stateVersion = "24.11";
  networking.hostName = "containers";
  environment.systemPackages = [
    pkgs.curl
    pkgs.iputils
  ];

  networking = {
    interfaces.wan.ipv4.addresses = [
      {
        address = "203.0.113.2";
        prefixLength = 24;
      }
    ];
    bridges.br0.interfaces = [ ];
    bridges.br1.interfaces = [ ];
    interfaces.br0 = {
      ipv4.addresses = [
        {
          address = "192.168.0.1";
          prefixLength = 24;
        }
      ];
      ipv6.addresses = [
        {
          address = "fc00::1";
          prefixLength = 7;
        }
      ];
    };
    interfaces.br1.ipv4.addresses = [
      {
        address = "192.168.1.1";
        prefixLength = 24;
      }
    ];
    macvlans.beside = {
      interface = "plug";
      mode = "bridge";
    };
    interfaces.beside.ipv4.addresses = [
      {
        address = "10.50.0.1";
        prefixLength = 24;
      }
    ];
    nat = {
      enable = true;
      internalInterfaces = [ "ve-+" ];
      externalInterface = "wan";
    };
    nameservers = [ "203.0.113.1" ];
    firewall.allowedTCPPorts = [ 10080 ];
  };

  # Name resolution as on many distributions: a resolver on a loopback address, and another machine behind it.
  services.resolved.enable = true;
  systemd.services.far-names = {
    description = "Name server of the other machine";
    wantedBy = [ "multi-user.target" ];
    before = [ "nss-lookup.target" ];
    serviceConfig.ExecStart = "${pkgs.iproute2}/bin/ip netns exec elsewhere ${pkgs.dnsmasq-base}/bin/dnsmasq --keep-in-foreground --no-resolv --no-hosts --user=root --pid-file= --address=/outside.example/203.0.113.7";
  };

  # A file and folders of the host that containers see.
  systemd.tmpfiles.rules = [
    "d /srv/shared 0755 root root -"
    "f+ /srv/file 0644 root root - given"
  ];

  containers = {
    # Bridge, further links, hosts entry of an address with a prefix length, a hardware address.
    bridged = {
      autoStart = true;
      privateNetwork = true;
      hostBridge = "br0";
      localAddress = "192.168.0.100/24";
      localAddress6 = "fc00::2/7";
      localMacAddress = "3a:bb:cc:dd:ee:ff";
      extraVeths = {
        veth1 = {
          hostBridge = "br1";
          localAddress = "192.168.1.100/24";
        };
        veth2 = {
          hostAddress = "192.168.2.1";
          localAddress = "192.168.2.100";
        };
      };
      config = webServer;
    };

    # Addresses of both kinds, a forwarded port, nothing kept; started by hand.
    routed = {
      ephemeral = true;
      privateNetwork = true;
      hostAddress = "10.231.136.1";
      localAddress = "10.231.136.2";
      hostAddress6 = "fd10::1";
      localAddress6 = "fd10::2";
      forwardPorts = [
        {
          protocol = "tcp";
          hostPort = 10080;
          containerPort = 80;
        }
      ];
      config = webServer;
    };

    # A name that is longer than an interface's, and IPv6 alone, in the options that are usually IPv4's.
    really-long-long-name = {
      autoStart = true;
      privateNetwork = true;
      hostAddress = "fd11::1";
      localAddress = "fd11::2";
      config = webServer;
    };

    # Beside an interface of the host.
    macvlan-1 = {
      autoStart = true;
      macvlans = [ "plug" ];
      config = {
        networking.interfaces.mv-plug.ipv4.addresses = [
          {
            address = "10.50.0.2";
            prefixLength = 24;
          }
        ];
        system.stateVersion = "24.11";
      };
    };
    macvlan-2 = {
      autoStart = true;
      macvlans = [ "plug" ];
      config = {
        networking.interfaces.mv-plug.ipv4.addresses = [
          {
            address = "10.50.0.3";
            prefixLength = 24;
          }
        ];
        environment.systemPackages = [ pkgs.iputils ];
        system.stateVersion = "24.11";
      };
    };

    # An interface of the host moves in, and into a bridge there.
    physical = {
      autoStart = true;
      privateNetwork = true;
      interfaces = [ "spare" ];
      config = {
        networking.bridges.br0.interfaces = [ "spare" ];
        networking.interfaces.br0.ipv4.addresses = [
          {
            address = "10.99.0.2";
            prefixLength = 24;
          }
        ];
        networking.firewall.enable = false;
        system.stateVersion = "24.11";
      };
    };

    # Files and limits; the network is the host's.
    files = {
      autoStart = true;
      tmpfs = [
        "/var/scratch"
        "/var/scratch/inner"
        "/some/random/path"
      ];
      bindMounts = {
        "/srv/shared".isReadOnly = false;
        "/mnt/colon:and space" = {
          hostPath = "/srv/file";
        };
      };
      extraFlags = [ "--memory-limit=1G" ];
      additionalCapabilities = [ "CAP_SYS_TIME" ];
      enableTun = true;
      allowedDevices = [
        {
          node = "/dev/full";
          modifier = "rw";
        }
      ];
      timeoutStartSec = "2min";
      # A package set of its own.
      pkgs = pkgs // {
        hello = pkgs.writeShellScriptBin "hello" "echo custom";
      };
      config =
        { pkgs, ... }:
        {
          environment.systemPackages = [ pkgs.hello ];
          environment.etc.check.text = lib.mkDefault "one";
          systemd.slices.background.sliceConfig.CPUQuota = "20%";
          systemd.services.worker = {
            wantedBy = [ "multi-user.target" ];
            serviceConfig.Slice = "background.slice";
            script = "exec sleep infinity";
          };
          system.stateVersion = "24.11";
        };
    };

    # A container in a container.
    outer = {
      autoStart = true;
      privateNetwork = true;
      config = {
        containers.inner = {
          autoStart = true;
          privateNetwork = true;
          config = plain;
        };
        system.stateVersion = "24.11";
      };
    };

    # Users that are not the host's.
    mapped = {
      autoStart = true;
      privateUsers = "pick";
      privateNetwork = true;
      hostAddress = "10.12.0.1";
      localAddress = "10.12.0.2";
      config = webServer;
    };

    # A network namespace that exists already.
    joined = {
      autoStart = true;
      networkNamespace = "/run/netns/shared";
      config = plain;
    };
  };
}
