/**
  From a systemd service to an s6 service, and the reasons why some cannot be mapped. Directives that only confine a
  service or account for it are left to the container; any that would change what runs, when, or as whom is mapped or
  named in an error.
*/
{
  lib,
  pkgs,
  config,
}:

let
  commandLine = import ./command-line.nix { inherit lib; };

  mapped = [
    "AmbientCapabilities"
    "CacheDirectory"
    "CacheDirectoryMode"
    "ConfigurationDirectory"
    "ConfigurationDirectoryMode"
    "Environment"
    "EnvironmentFile"
    "ExecStart"
    "ExecStartPost"
    "ExecStartPre"
    "Group"
    "KillSignal"
    "LogsDirectory"
    "LogsDirectoryMode"
    "RemainAfterExit"
    "Restart"
    "RuntimeDirectory"
    "RuntimeDirectoryMode"
    "StateDirectory"
    "StateDirectoryMode"
    "SupplementaryGroups"
    "Type"
    "UMask"
    "User"
    "WorkingDirectory"
  ];

  # Confinement, limits, accounting and logging; timing that s6 has a way of its own for; reloads, which nobody asks for.
  left = [
    "CapabilityBoundingSet"
    "CPU.*"
    "Delegate"
    "Device.*"
    "ExecReload"
    "Inaccessible.*"
    "IO.*"
    "IP.*"
    "KeyringMode"
    "KillMode"
    "Limit.*"
    "LockPersonality"
    "Log[A-Z].*"
    "Memory.*"
    "Nice"
    "NoNewPrivileges"
    "NotifyAccess"
    "OOM.*"
    "PIDFile"
    "Private.*"
    "Proc.*"
    "Protect.*"
    "Read.*Paths"
    "RemoveIPC"
    "Restart(Sec|PreventExitStatus|ForceExitStatus)"
    "Restrict.*"
    "RuntimeDirectoryPreserve"
    "SendSIG.*"
    "Slice"
    "Standard(Output|Error)"
    "Start.*"
    "SuccessExitStatus"
    "SyslogIdentifier"
    "SystemCall.*"
    "Tasks.*"
    "Timeout.*"
    "X-.*"
  ];

  isLeft = name: lib.any (pattern: builtins.match pattern name != null) left;

  setting =
    service: name: otherwise:
    service.serviceConfig.${name} or otherwise;
  values = service: name: lib.filter (value: value != "") (lib.toList (setting service name [ ]));
  typeOf = service: setting service "Type" "simple";

  unitName = lib.removeSuffix ".service";

  isLongRun =
    name:
    config.systemd.services ? ${name}
    && config.systemd.services.${name}.enable
    && typeOf config.systemd.services.${name} != "oneshot";

  folders = {
    RuntimeDirectory = "/run";
    StateDirectory = "/var/lib";
    CacheDirectory = "/var/cache";
    LogsDirectory = "/var/log";
    ConfigurationDirectory = "/etc";
  };

  # As systemd makes them: owned by the user, with a variable that names them.
  makeFolders =
    service: owner:
    lib.concatStrings (
      lib.mapAttrsToList (
        directive: below:
        let
          paths = map (path: "${below}/${path}") (
            lib.concatMap (lib.splitString " ") (values service directive)
          );
          variable = {
            RuntimeDirectory = "RUNTIME_DIRECTORY";
            StateDirectory = "STATE_DIRECTORY";
            CacheDirectory = "CACHE_DIRECTORY";
            LogsDirectory = "LOGS_DIRECTORY";
            ConfigurationDirectory = "CONFIGURATION_DIRECTORY";
          };
        in
        lib.optionalString (paths != [ ]) ''
          for folder in ${lib.escapeShellArgs paths}; do
            ${pkgs.coreutils}/bin/mkdir -p "$folder"
            ${pkgs.coreutils}/bin/chmod ${setting service "${directive}Mode" "0755"} "$folder"
            ${pkgs.coreutils}/bin/chown ${owner} "$folder"
          done
          export ${variable.${directive}}=${lib.escapeShellArg (lib.concatStringsSep ":" paths)}
        ''
      ) folders
    );

  # KEY=VALUE lines, with comments and quotes, see systemd.exec(5).
  environmentFile =
    file:
    let
      optional = lib.hasPrefix "-" file;
      path = lib.escapeShellArg (lib.removePrefix "-" file);
    in
    ''
      ${lib.optionalString optional "if [ -e ${path} ]; then"}
      while IFS= read -r line || [ -n "$line" ]; do
        case $line in "" | "#"* | ";"*) continue ;; esac
        value=''${line#*=}
        case $value in
          \"*\") value=''${value#\"} value=''${value%\"} ;;
          \'*\') value=''${value#\'} value=''${value%\'} ;;
        esac
        export "''${line%%=*}=$value"
      done <${path}
      ${lib.optionalString optional "fi"}
    '';

  # `Environment=` in serviceConfig: words of KEY=VALUE.
  assignments =
    name: service:
    lib.concatMapStrings (line: "export ${commandLine.words { inherit name; } line}\n") (
      values service "Environment"
    );

  environment = service: lib.filterAttrs (_: value: value != null) service.environment;

  becomes =
    service:
    let
      user = setting service "User" "root";
      group = setting service "Group" null;
      more = values service "SupplementaryGroups";
      capabilities = map (c: "+${lib.toLower (lib.removePrefix "CAP_" c)}") (
        lib.concatMap (lib.splitString " ") (values service "AmbientCapabilities")
      );
      list = lib.concatStringsSep "," capabilities;
    in
    if user == "root" && group == null && more == [ ] then
      null
    else
      [
        "${pkgs.debian.util-linux}/bin/setpriv"
        "--reuid=${user}"
        "--regid=${if group != null then group else toString (gidOf user)}"
        (if more == [ ] then "--init-groups" else "--groups=${lib.concatStringsSep "," more}")
      ]
      ++ lib.optionals (capabilities != [ ]) [
        "--inh-caps=${list}"
        "--ambient-caps=${list}"
      ]
      ++ [ "--" ];

  gidOf =
    user:
    let
      entry = config.system.build.userEntries.users.${user} or null;
    in
    if entry == null then 0 else config.image.accounts.gids.${entry.group};

  # Commands before and after the main one; a `+` or `!` runs as root, a `-` may fail.
  around =
    name: service: becomeText: line:
    let
      parsed = commandLine.parse { inherit name; } line;
      command = (if parsed.root then "" else becomeText) + parsed.command;
    in
    command + lib.optionalString parsed.mayFail " || true" + "\n";

  becomeText =
    service:
    let
      prefix = becomes service;
    in
    lib.optionalString (prefix != null) (lib.escapeShellArgs prefix + " ");
in
{
  /**
    Why a service cannot be mapped; empty if it can.
  */
  reasons =
    name: service:
    let
      type = typeOf service;
      unknown = lib.filter (directive: !(builtins.elem directive mapped || isLeft directive)) (
        builtins.attrNames (lib.filterAttrs (_: value: value != null) service.serviceConfig)
      );
      conditions = lib.filter (directive: builtins.match "(Condition|Assert).*" directive != null) (
        builtins.attrNames service.unitConfig
      );
      starts = values service "ExecStart";
      restart = setting service "Restart" "no";
    in
    lib.optional (
      !builtins.elem type [
        "simple"
        "exec"
        "notify"
        "oneshot"
      ]
    ) "Type = ${type}: s6 looks after processes that stay in the foreground; use simple or oneshot"
    ++ lib.optional (lib.hasInfix "@" name) "it is a template: s6 has no instances"
    ++ lib.optional (starts == [ ]) "it has no ExecStart"
    ++ lib.optional (type != "oneshot" && builtins.length starts > 1) "ExecStart has several commands"
    ++ lib.optional (
      !builtins.elem restart [
        "no"
        "always"
        "on-failure"
        "on-abnormal"
        "on-abort"
      ]
    ) "Restart = ${restart}: s6 knows no, always and on-failure"
    ++ map (directive: "${directive}: s6 has nothing like it") unknown
    ++ map (directive: "unitConfig.${directive}: s6 has no conditions") conditions;

  /**
    The s6 service.
  */
  service =
    name: service:
    let
      type = typeOf service;
      starts = map (commandLine.parse { inherit name; }) (values service "ExecStart");
      directory = setting service "WorkingDirectory" null;
      user = setting service "User" "root";
      group = setting service "Group" null;
      after = map unitName service.after;
      before = builtins.attrNames (
        lib.filterAttrs (_: other: builtins.elem "${name}.service" other.before) config.systemd.services
      );
      owner = "${user}:${if group != null then group else toString (gidOf user)}";
      home = config.system.build.userEntries.users.${user}.home or "/";
      oneshot = type == "oneshot";
    in
    {
      type =
        if !oneshot then
          "long-run"
        else if lib.any isLongRun after then
          "oneshot-post"
        else
          "oneshot-pre";
      # A list of one-shot commands ends where one of them fails.
      script = lib.mkIf (builtins.length starts != 1) (
        lib.concatMapStrings (
          start: start.command + lib.optionalString start.mayFail " || true" + "\n"
        ) starts
      );
      execStart = lib.mkIf (builtins.length starts == 1) (builtins.head starts).command;
      inherit user;
      become = becomes service;
      environment = environment service;
      workingDirectory =
        if directory == null then
          null
        else if lib.removePrefix "-" directory == "~" then
          home
        else
          lib.removePrefix "-" directory;
      after = after ++ before;
      restart = setting service "Restart" "no" == "always";
      restartOnFailure = builtins.match "on-.*" (setting service "Restart" "no") != null;
      stopSignal = setting service "KillSignal" null;
      endGroup = lib.elem (setting service "KillMode" "control-group") [
        "control-group"
        "mixed"
      ];
      prepare =
        makeFolders service owner
        + "export HOME=${lib.escapeShellArg home} USER=${lib.escapeShellArg user}\n"
        + lib.concatMapStrings environmentFile (map toString (values service "EnvironmentFile"))
        + assignments name service
        + lib.optionalString (service.serviceConfig ? UMask) "umask ${service.serviceConfig.UMask}\n"
        + "if [ -z \"\${MAINPID-}\" ]; then :\n"
        + lib.concatMapStrings (around name service (becomeText service)) (values service "ExecStartPre")
        + "fi\n";
      afterStart = lib.concatMapStrings (
        line:
        let
          parsed = commandLine.parse { inherit name; } line;
        in
        parsed.command + lib.optionalString parsed.mayFail " || true" + "\n"
      ) (values service "ExecStartPost");
    };
}
