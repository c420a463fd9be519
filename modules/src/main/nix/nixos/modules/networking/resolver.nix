# How the machine resolves names.
{ config, lib, ... }:

let
  inherit (lib) mkOption types;
  cfg = config.networking;
  resolved = config.services.resolved;
  closure = config.firn.host.root == "closure";
  declaresFile = config.environment.etc ? "resolv.conf";
in
{
  options = {
    networking = {
      nameservers = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [
          "9.9.9.9"
          "2620:fe::fe"
        ];
        description = "The addresses of name servers.";
      };

      search = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "example.org" ];
        description = "Domains in which short names are looked up.";
      };

      resolvconf.extraOptions = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "rotate" ];
        description = "Options for `/etc/resolv.conf`.";
      };

      useHostResolvConf = mkOption {
        type = types.bool;
        default = config.boot.isContainer && cfg.nameservers == [ ] && !resolved.enable;
        defaultText = lib.literalMD "in containers that declare no name servers of their own";
        example = true;
        description = ''
          In a container: whether the name servers of the host are used. They are written into the container
          when it starts. Where the host asks a resolver of its own on a loopback address, which a private
          network cannot reach, the servers behind that resolver are taken.
        '';
      };
    };

    services.resolved = {
      enable = mkOption {
        type = types.bool;
        default = false;
        example = true;
        description = "Whether systemd-resolved resolves names.";
      };
      dnssec = mkOption {
        type = types.str;
        default = "false";
        example = "allow-downgrade";
        description = "Whether answers are checked with DNSSEC.";
      };
      domains = mkOption {
        type = types.listOf types.str;
        default = cfg.search;
        defaultText = lib.literalExpression "config.networking.search";
        example = [ "example.org" ];
        description = "Search domains.";
      };
      fallbackDns = mkOption {
        type = types.nullOr (types.listOf types.str);
        default = null;
        example = [ "192.0.2.53" ];
        description = "Name servers that are asked where no others are known.";
      };
      llmnr = mkOption {
        type = types.str;
        default = "true";
        example = "false";
        description = "Whether names are resolved on the local link.";
      };
      extraConfig = mkOption {
        type = types.lines;
        default = "";
        example = "Cache=no";
        description = "Lines of {manpage}`resolved.conf(5)`.";
      };
    };
  };

  config = lib.mkMerge [
    (lib.mkIf (cfg.nameservers != [ ] && !resolved.enable) {
      environment.etc."resolv.conf".text = lib.mkDefault (
        "# Written by Firn from networking.nameservers in the configuration.\n"
        + lib.optionalString (cfg.search != [ ]) "search ${lib.concatStringsSep " " cfg.search}\n"
        + lib.concatMapStrings (server: "nameserver ${server}\n") cfg.nameservers
        +
          lib.optionalString (cfg.resolvconf.extraOptions != [ ])
            "options ${lib.concatStringsSep " " cfg.resolvconf.extraOptions}\n"
      );
    })

    (lib.mkIf resolved.enable {
      firn.host.packages = lib.mkIf closure [
        "systemd-resolved"
        "libnss-resolve"
      ];
      environment.etc."systemd/resolved.conf.d/50-firn.conf".text = ''
        [Resolve]
        ${lib.optionalString (cfg.nameservers != [ ]) "DNS=${lib.concatStringsSep " " cfg.nameservers}\n"}${
          lib.optionalString (resolved.fallbackDns != null)
            "FallbackDNS=${lib.concatStringsSep " " resolved.fallbackDns}\n"
        }${
          lib.optionalString (resolved.domains != [ ]) "Domains=${lib.concatStringsSep " " resolved.domains}\n"
        }LLMNR=${resolved.llmnr}
        DNSSEC=${resolved.dnssec}
        ${resolved.extraConfig}
      '';
      systemd.services.systemd-resolved = {
        overrideStrategy = "asDropin";
        enableDefaultPath = false;
        wantedBy = [ "multi-user.target" ];
        aliases = [ "dbus-org.freedesktop.resolve1.service" ];
        restartTriggers = [ config.environment.etc."systemd/resolved.conf.d/50-firn.conf".source ];
      };
      systemd.tmpfiles.rules = [ "L+ /etc/resolv.conf - - - - /run/systemd/resolve/stub-resolv.conf" ];
      users.groups.systemd-resolve = lib.mkIf closure { };
      users.users.systemd-resolve = lib.mkIf closure {
        isSystemUser = true;
        group = "systemd-resolve";
        home = "/run/systemd";
      };
    })

    (lib.mkIf closure {
      environment.etc."nsswitch.conf".text = ''
        # Written by Firn: which sources answer for users, groups and host names.
        passwd: files systemd
        group: files [SUCCESS=merge] systemd
        shadow: files systemd
        gshadow: files systemd
        hosts: files ${lib.optionalString resolved.enable "resolve [!UNAVAIL=return] "}myhostname dns
        networks: files
        services: files
        protocols: files
        rpc: files
        ethers: files
      '';
    })

    {
      assertions = [
        {
          assertion = !(cfg.useHostResolvConf && resolved.enable);
          message = "networking.useHostResolvConf and services.resolved.enable exclude each other; set the first one to false.";
        }
      ];
      system.build.hostResolvConf = cfg.useHostResolvConf && !declaresFile;
    }
  ];
}
