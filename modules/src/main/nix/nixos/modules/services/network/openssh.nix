# OpenSSH
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.openssh;

  setting = types.nullOr (types.oneOf [
    types.bool
    types.int
    types.str
    (types.listOf types.str)
  ]);

  named =
    type: default: example: description:
    mkOption {
      inherit
        type
        default
        example
        description
        ;
    };

  render =
    name: value:
    if value == null then
      ""
    else if builtins.isBool value then
      "${name} ${if value then "yes" else "no"}\n"
    else if builtins.isList value then
      lib.optionalString (value != [ ]) "${name} ${
        # Lists of algorithms are separated by commas, all others by blanks.
        lib.concatStringsSep (
          if
            builtins.elem name [
              "Ciphers"
              "KexAlgorithms"
              "Macs"
              "MACs"
              "HostKeyAlgorithms"
            ]
          then
            ","
          else
            " "
        ) value
      }\n"
    else
      "${name} ${toString value}\n";

  # An IPv6 address is told from its port by brackets.
  bracketed =
    address: if lib.hasInfix ":" address && !lib.hasPrefix "[" address then "[${address}]" else address;

  sshdConfig = pkgs.writeText "sshd_config" (
    "# Written by Firn from services.openssh in the configuration.\n"
    + lib.concatMapStrings (port: "Port ${toString port}\n") cfg.ports
    + lib.concatMapStrings (
      listen:
      "ListenAddress ${
        if listen.port == null then listen.addr else "${bracketed listen.addr}:${toString listen.port}"
      }\n"
    ) cfg.listenAddresses
    + lib.concatMapStrings (key: "HostKey ${key.path}\n") cfg.hostKeys
    + "AuthorizedKeysFile ${toString cfg.authorizedKeysFiles}\n"
    + lib.optionalString (cfg.authorizedKeysCommand != "none") ''
      AuthorizedKeysCommand ${cfg.authorizedKeysCommand}
      AuthorizedKeysCommandUser ${cfg.authorizedKeysCommandUser}
    ''
    + lib.optionalString (cfg.banner != null) "Banner ${pkgs.writeText "banner" cfg.banner}\n"
    + lib.optionalString cfg.allowSFTP "Subsystem sftp ${cfg.sftpServerExecutable}\n"
    + lib.concatStrings (lib.mapAttrsToList render cfg.settings)
    + cfg.extraConfig
  );

  sshd = "${cfg.package}/bin/sshd";

  # An ordinary distribution has the same daemon under a name of its own.
  foreign = lib.optionals (config.firn.host.root == "distribution") (
    [ "ssh.service" ] ++ lib.optional cfg.startWhenNeeded "ssh.socket"
  );

  listenStreams =
    if cfg.listenAddresses == [ ] then
      map toString cfg.ports
    else
      lib.concatMap (
        listen:
        map (port: "${bracketed listen.addr}:${toString port}") (
          if listen.port == null then cfg.ports else [ listen.port ]
        )
      ) cfg.listenAddresses;

  prepare = ''
    ${lib.concatMapStrings makeKey cfg.hostKeys}mkdir -p /run/sshd
    ${sshd} -t -f /etc/ssh/sshd_config
  '';

  makeKey = key: ''
    if [ ! -s ${key.path} ]; then
      mkdir -p "$(dirname ${key.path})"
      ${cfg.package}/bin/ssh-keygen -q -t ${key.type} ${
        lib.optionalString (key ? bits) "-b ${toString key.bits} "
      }-f ${key.path} -N ""
    fi
  '';
in
{
  imports =
    lib.mapAttrsToList
      (
        old: new:
        lib.mkRenamedOptionModule
          [
            "services"
            "openssh"
            old
          ]
          [
            "services"
            "openssh"
            "settings"
            new
          ]
      )
      {
        permitRootLogin = "PermitRootLogin";
        passwordAuthentication = "PasswordAuthentication";
        kbdInteractiveAuthentication = "KbdInteractiveAuthentication";
        forwardX11 = "X11Forwarding";
        gatewayPorts = "GatewayPorts";
        logLevel = "LogLevel";
        useDns = "UseDns";
      };

  options.services.openssh = {
    enable = named types.bool false true "Whether to run the SSH daemon, for logins from elsewhere.";
    package = mkOption {
      type = types.package;
      default = pkgs.openssh;
      defaultText = lib.literalExpression "pkgs.openssh";
      example = lib.literalExpression "pkgs.openssh";
      description = "The package of OpenSSH.";
    };
    startWhenNeeded =
      named types.bool false true "Whether systemd listens, and starts the daemon for each connection.";
    allowSFTP = named types.bool true false "Whether files can be transferred.";
    sftpServerExecutable = mkOption {
      type = types.str;
      default = "internal-sftp";
      example = "/usr/lib/openssh/sftp-server";
      description = "The program that transfers files.";
    };
    ports = mkOption {
      type = types.listOf types.port;
      default = [ 22 ];
      example = [
        22
        2222
      ];
      description = "The ports to listen on.";
    };
    openFirewall =
      named types.bool true false "Whether the firewall lets connections to these ports in.";
    listenAddresses = mkOption {
      type = types.listOf (
        types.submodule {
          options = {
            addr = mkOption {
              type = types.str;
              example = "192.0.2.10";
              description = "The address.";
            };
            port = named (
              types.nullOr types.port
            ) null 2222 "The port; null is those of {option}`services.openssh.ports`.";
          };
        }
      );
      default = [ ];
      example = [ { addr = "192.168.3.1"; } ];
      description = "Addresses to listen on; where none is given, all.";
    };
    hostKeys = mkOption {
      type = types.listOf types.attrs;
      default = [
        {
          type = "rsa";
          bits = 4096;
          path = "/etc/ssh/ssh_host_rsa_key";
        }
        {
          type = "ed25519";
          path = "/etc/ssh/ssh_host_ed25519_key";
        }
      ];
      example = [
        {
          type = "ed25519";
          path = "/etc/ssh/ssh_host_ed25519_key";
        }
      ];
      description = "The keys by which the host is known. Those that do not exist are made.";
    };
    authorizedKeysFiles = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "/etc/ssh/authorized_keys/%u" ];
      description = "Where keys are looked for with which a user may log in.";
    };
    authorizedKeysCommand =
      named types.str "none" "/srv/keys/of-user %u" "A program that prints such keys.";
    authorizedKeysCommandUser = named types.str "nobody" "keys" "The user that program runs as.";
    authorizedKeysInHomedir =
      named types.bool true false "Whether keys are looked for in users' home folders.";
    banner = named (
      types.nullOr types.lines
    ) null "Authorised users only." "A text that is shown before the login.";
    extraConfig = named types.lines "" "MaxSessions 4" "Further lines of {manpage}`sshd_config(5)`.";
    moduliFile =
      named (types.nullOr types.path) null (lib.literalExpression "./moduli")
        "A file of {manpage}`moduli(5)`, the groups for the exchange of keys; null leaves the machine's own.";

    settings = mkOption {
      type = types.submodule {
        freeformType = types.attrsOf setting;
        options = {
          PermitRootLogin = mkOption {
            type = types.enum [
              "yes"
              "without-password"
              "prohibit-password"
              "forced-commands-only"
              "no"
            ];
            default = "prohibit-password";
            example = "no";
            description = "Whether root may log in.";
          };
          PasswordAuthentication = named types.bool true false "Whether users may log in with a password.";
          KbdInteractiveAuthentication = named types.bool true false "Whether users may be asked questions.";
          X11Forwarding = named types.bool false true "Whether windows can be shown elsewhere.";
          UsePAM = named types.bool true false "Whether PAM takes part in logins.";
          UseDns = named types.bool false true "Whether the names of clients are looked up.";
          GatewayPorts = named types.str "no" "clientspecified" "Whether forwarded ports are open to others.";
          LogLevel = named types.str "INFO" "VERBOSE" "How much is logged.";
          StrictModes = named types.bool true false "Whether the permissions of users' files are checked.";
          AllowUsers = named (types.nullOr (types.listOf types.str)) null [
            "alice"
          ] "Users who may log in; null is all.";
          DenyUsers = named (types.nullOr (types.listOf types.str)) null [
            "guest"
          ] "Users who may not log in.";
          AllowGroups = named (types.nullOr (types.listOf types.str)) null [
            "operators"
          ] "Groups whose members may log in.";
          DenyGroups = named (types.nullOr (types.listOf types.str)) null [
            "guests"
          ] "Groups whose members may not log in.";
          PrintMotd =
            named types.bool false true "Whether the message of the day is shown by the daemon itself.";
        };
      };
      default = { };
      example = {
        PasswordAuthentication = false;
      };
      description = "Settings of {manpage}`sshd_config(5)`.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.openssh.authorizedKeysFiles =
      lib.optional cfg.authorizedKeysInHomedir "%h/.ssh/authorized_keys"
      ++ [ "/etc/ssh/authorized_keys.d/%u" ];

    environment.etc."ssh/sshd_config".source = sshdConfig;

    environment.etc."ssh/moduli" = lib.mkIf (cfg.moduliFile != null) { source = cfg.moduliFile; };

    systemd.sockets.sshd = lib.mkIf cfg.startWhenNeeded {
      description = "Logins by SSH";
      wantedBy = [ "sockets.target" ];
      conflicts = foreign;
      listenStreams = listenStreams;
      socketConfig = {
        Accept = true;
        FreeBind = cfg.listenAddresses != [ ];
      };
    };

    systemd.services.sshd-keygen = lib.mkIf cfg.startWhenNeeded {
      description = "Keys of the SSH daemon";
      wantedBy = [ "multi-user.target" ];
      restartTriggers = [ sshdConfig ];
      script = prepare;
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
      };
    };

    systemd.services."sshd@" = lib.mkIf cfg.startWhenNeeded {
      description = "SSH daemon for one connection";
      wants = [ "sshd-keygen.service" ];
      after = [
        "network.target"
        "sshd-keygen.service"
      ];
      # Who is logged in stays so.
      restartIfChanged = false;
      serviceConfig = {
        # A leading dash: a connection that is refused is no failure of the machine.
        ExecStart = "-${sshd} -i -f /etc/ssh/sshd_config";
        KillMode = "process";
        StandardInput = "socket";
        StandardError = "journal";
      };
    };

    systemd.services.sshd = lib.mkIf (!cfg.startWhenNeeded) {
      description = "SSH daemon";
      wantedBy = [ "multi-user.target" ];
      after = [ "network.target" ];
      conflicts = foreign;
      stopIfChanged = false;
      restartTriggers = [ sshdConfig ];
      preStart = prepare;
      serviceConfig = {
        ExecStart = "${sshd} -D -f /etc/ssh/sshd_config";
        ExecReload = "/bin/kill -HUP $MAINPID";
        KillMode = "process";
        Restart = "always";
        RestartSec = "10s";
        Type = "simple";
      };
    };

    networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall cfg.ports;

    users.groups.sshd = { };
    users.users.sshd = {
      isSystemUser = true;
      group = "sshd";
      home = "/run/sshd";
      description = "SSH daemon";
    };

    security.pam.services.sshd = lib.mkIf (config.firn.host.root == "closure") { startSession = true; };

    assertions = [
      {
        assertion = cfg.hostKeys != [ ];
        message = "services.openssh.hostKeys is empty: the daemon needs a key by which the host is known.";
      }
    ];
  };
}
