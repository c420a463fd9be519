# The machine's name, and the names it knows.
{
  config,
  options,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.networking;

  # Names per address, the machine's own first.
  hosts = lib.filterAttrs (_: names: names != [ ]) cfg.hosts;

  # An ordinary distribution keeps its name and its /etc/hosts until the configuration says something about them.
  isSet =
    names:
    lib.any (name: options.networking.${name}.highestPrio < (lib.mkOptionDefault { }).priority) names;
  closure = config.firn.host.root == "closure";
  ownsName = closure || isSet [ "hostName" ];
  ownsHosts =
    closure
    || isSet [
      "hostName"
      "domain"
      "hostFiles"
      "extraHosts"
    ]
    ||
      builtins.attrNames (
        builtins.removeAttrs hosts [
          "127.0.0.1"
          "127.0.0.2"
          "::1"
        ]
      )
      != [ ];

  # `hostid` reads four bytes, the lowest first.
  hostIdFile =
    let
      pair = n: "\\x${builtins.substring (2 * n) 2 cfg.hostId}";
    in
    pkgs.runCommandLocal "hostid" { } "printf '${
      lib.concatMapStrings pair [
        3
        2
        1
        0
      ]
    }' > $out";

  line = address: names: "${address} ${lib.concatStringsSep " " names}\n";
in
{
  options.networking = {
    hostName = mkOption {
      type = types.strMatching "|[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?";
      default = "nixos";
      example = "machine";
      description = ''
        The name of the machine, without a domain. The empty string leaves the name to the network.
      '';
    };

    domain = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "example.org";
      description = "The domain the machine is in.";
    };

    fqdn = mkOption {
      type = types.str;
      readOnly = true;
      default =
        if cfg.hostName != "" && cfg.domain != null then
          "${cfg.hostName}.${cfg.domain}"
        else
          throw "networking.fqdn needs both networking.hostName and networking.domain; set the one that is missing.";
      defaultText =
        lib.literalExpression ''"''${config.networking.hostName}.''${config.networking.domain}"'';
      description = "The name and the domain together.";
    };

    fqdnOrHostName = mkOption {
      type = types.str;
      readOnly = true;
      default = if cfg.domain == null then cfg.hostName else cfg.fqdn;
      defaultText = lib.literalMD "`networking.fqdn` where a domain is set, else `networking.hostName`";
      description = "The fullest name the machine has.";
    };

    hostId = mkOption {
      type = types.nullOr (types.strMatching "[0-9a-fA-F]{8}");
      default = null;
      example = "4e98920d";
      description = ''
        The machine's 32-bit host id, in hexadecimal, for {manpage}`hostid(1)` and what asks for it, such as ZFS.
      '';
    };

    hosts = mkOption {
      type = types.attrsOf (types.listOf types.str);
      default = { };
      example = {
        "192.168.0.2" = [
          "fileserver"
          "files.local"
        ];
      };
      description = "Names per address, for `/etc/hosts`.";
    };

    hostFiles = mkOption {
      type = types.listOf types.path;
      default = [ ];
      example = lib.literalExpression "[ ./hosts.extra ]";
      description = "Files whose contents are added to `/etc/hosts`.";
    };

    extraHosts = mkOption {
      type = types.lines;
      default = "";
      example = "192.168.0.1 router";
      description = "Lines added to `/etc/hosts`.";
    };

    timeServers = mkOption {
      type = types.listOf types.str;
      default = [
        "0.debian.pool.ntp.org"
        "1.debian.pool.ntp.org"
      ];
      example = [ "ntp.example.org" ];
      description = "The servers from which the time is taken.";
    };

    enableIPv6 = mkOption {
      type = types.bool;
      default = true;
      example = false;
      description = "Whether the machine uses IPv6.";
    };
  };

  config = {
    networking.hosts =
      let
        own =
          lib.optional (cfg.hostName != "" && cfg.domain != null) "${cfg.hostName}.${cfg.domain}"
          ++ lib.optional (cfg.hostName != "") cfg.hostName;
      in
      lib.mkMerge [
        { "127.0.0.1" = lib.mkBefore [ "localhost" ]; }
        { "127.0.0.2" = lib.mkIf ownsName own; }
        (lib.mkIf cfg.enableIPv6 { "::1" = lib.mkBefore [ "localhost" ]; })
      ];

    environment.etc.hosts = lib.mkIf ownsHosts {
      text =
        "# Written by Firn from networking.hosts and networking.extraHosts in the configuration.\n"
        + line "127.0.0.1" (hosts."127.0.0.1" or [ "localhost" ])
        + lib.optionalString cfg.enableIPv6 (line "::1" (hosts."::1" or [ "localhost" ]))
        + lib.concatStrings (
          lib.mapAttrsToList line (
            builtins.removeAttrs hosts [
              "127.0.0.1"
              "::1"
            ]
          )
        )
        + lib.concatMapStrings builtins.readFile cfg.hostFiles
        + cfg.extraHosts;
    };

    environment.etc.hostname = lib.mkIf (cfg.hostName != "" && ownsName) {
      text = "${cfg.hostName}\n";
      # A copy: systemd reads it before the store is mounted.
      mode = "0644";
    };

    environment.etc.hostid = lib.mkIf (cfg.hostId != null) { source = hostIdFile; };

    boot.kernel.sysctl = lib.mkIf (!cfg.enableIPv6) {
      "net.ipv6.conf.all.disable_ipv6" = true;
      "net.ipv6.conf.default.disable_ipv6" = true;
    };
  };
}
