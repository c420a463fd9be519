# systemd units: from options to unit files, and what activation has to know about each.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.systemd;
  inherit (utils.systemd) options text;

  collection =
    {
      module,
      description,
      example ? { },
    }:
    mkOption {
      type = types.attrsOf (types.submodule module);
      default = { };
      inherit description example;
    };

  list =
    {
      module,
      description,
      example ? [ ],
    }:
    mkOption {
      type = types.listOf (types.submodule module);
      default = [ ];
      inherit description example;
    };

  # Definitions of one kind, as units: what `systemd.units` holds.
  rendered =
    suffix: render: definitions:
    lib.mapAttrs' (
      name: definition:
      lib.nameValuePair "${name}.${suffix}" {
        inherit (definition)
          enable
          overrideStrategy
          aliases
          wantedBy
          requiredBy
          upheldBy
          ;
        text = render definition;
      }
    ) definitions;

  # Mounts are named after the path they mount.
  byPath =
    suffix: render: definitions:
    lib.listToAttrs (
      map (
        definition:
        lib.nameValuePair "${utils.escapeSystemdPath definition.where}.${suffix}" {
          inherit (definition)
            enable
            overrideStrategy
            aliases
            wantedBy
            requiredBy
            upheldBy
            ;
          text = render definition;
        }
      ) definitions
    );

  # What activation has to know of a unit, among those of its manager and beside those that packages bring to it.
  entry =
    units: brought: name: unit:
    let
      isInstance = builtins.match ".*@[^.]+[.][a-z]+" name != null;
      # Only an instance can meet a unit that the same configuration defines under another name.
      template = lib.concatStrings (builtins.match "([^@]*@).*([.][a-z]+)" name);
      dropIn =
        unit.overrideStrategy == "asDropin"
        || (unit.overrideStrategy == "asDropinIfExists" && brought ? ${name})
        || (isInstance && (units ? ${template} || brought ? ${template}));
    in
    {
      source = if !unit.enable || unit.text == null then null else "${unit.unit}/${name}";
      dropIn = dropIn && unit.enable;
      inherit (unit)
        wantedBy
        requiredBy
        upheldBy
        aliases
        ;
    };

  # Units of users' service managers are plain files: no switch restarts them.
  userFiles =
    name: unit:
    let
      own = entry cfg.user.units broughtToUsers name unit;
      file = "systemd/user/${name}";
      linked =
        folder: targets:
        lib.listToAttrs (
          map (
            target: lib.nameValuePair "systemd/user/${target}.${folder}/${name}" { source = "/etc/${file}"; }
          ) targets
        );
      # systemd takes a link for an alias where it leads to a unit, not to a file elsewhere.
      aliases = lib.listToAttrs (
        map (alias: lib.nameValuePair "systemd/user/${alias}" { source = "/etc/${file}"; }) own.aliases
      );
    in
    if own.source == null then
      { ${file}.source = "/dev/null"; }
    else
      {
        ${if own.dropIn then "${file}.d/overrides.conf" else file}.source = own.source;
      }
      // lib.optionalAttrs (own.dropIn && broughtToUsers ? ${name}) {
        ${file}.source = broughtToUsers.${name};
      }
      // linked "wants" own.wantedBy
      // linked "requires" own.requiredBy
      // linked "upholds" own.upheldBy
      // aliases;

  unitsOption =
    description:
    mkOption {
      type = types.attrsOf (
        types.submodule (
          { name, config, ... }:
          {
            imports = [ options.unit ];
            config.unit = lib.mkDefault (utils.textDirectory "unit-${storeName name}" name config.text);
          }
        )
      );
      default = { };
      example."greeter.service".text = "[Service]\nExecStart=/srv/app/greet\n";
      inherit description;
    };

  # Store names may not hold every character that unit names may.
  storeName = lib.replaceStrings [ "\\" "@" ":" "%" ] [ "-" "-" "-" "-" ];

  # `startAt` makes a timer beside the service.
  timersOf =
    services:
    lib.mapAttrs (_: service: {
      description = "Start of ${if service.description == "" then "the service" else service.description}";
      wantedBy = [ "timers.target" ];
      timerConfig.OnCalendar = service.startAt;
    }) (lib.filterAttrs (_: service: service.enable && service.startAt != [ ]) services);

  kinds = {
    targets = {
      module = options.target;
      example = {
        backup.wants = [ "backup-files.service" ];
      };
      description = "Targets: groups of units that are reached together, see {manpage}`systemd.target(5)`.";
    };
    services = {
      module = options.service;
      description = "Services, see {manpage}`systemd.service(5)`.";
      example = lib.literalExpression ''
        {
          greeter = {
            wantedBy = [ "multi-user.target" ];
            script = "while sleep 60; do echo hello; done";
          };
        }
      '';
    };
    sockets = {
      module = options.socket;
      example = {
        app = {
          listenStreams = [ "/run/app.sock" ];
          wantedBy = [ "sockets.target" ];
        };
      };
      description = "Sockets that start a service on first use, see {manpage}`systemd.socket(5)`.";
    };
    timers = {
      module = options.timer;
      example = {
        backup = {
          timerConfig.OnCalendar = "daily";
          wantedBy = [ "timers.target" ];
        };
      };
      description = "Timers that start a service at given times, see {manpage}`systemd.timer(5)`.";
    };
    paths = {
      module = options.path;
      example = {
        import = {
          pathConfig.PathExists = "/srv/in/ready";
          wantedBy = [ "paths.target" ];
        };
      };
      description = "Paths whose change starts a service, see {manpage}`systemd.path(5)`.";
    };
    slices = {
      module = options.slice;
      example = {
        jobs.sliceConfig.CPUQuota = "50%";
      };
      description = "Slices: groups of processes with limits in common, see {manpage}`systemd.slice(5)`.";
    };
  };

  renderKinds =
    environment: values:
    rendered "target" text.target values.targets
    // rendered "service" (text.service environment) values.services
    // rendered "socket" text.socket values.sockets
    // rendered "timer" text.timer values.timers
    // rendered "path" text.path values.paths
    // rendered "slice" text.slice values.slices;

  # The units that packages bring, by name. Reading what a package holds builds it.
  broughtBy =
    folder: package:
    let
      path = "${package}/${folder}";
    in
    lib.mapAttrs (name: _: "${path}/${name}") (
      lib.filterAttrs (_: kind: kind != "directory") (
        lib.optionalAttrs (builtins.pathExists path) (builtins.readDir path)
      )
    );
  brought = lib.foldl' (
    all: package:
    all // broughtBy "lib/systemd/system" package // broughtBy "etc/systemd/system" package
  ) { } cfg.packages;
  broughtToUsers = lib.foldl' (
    all: package: all // broughtBy "lib/systemd/user" package // broughtBy "etc/systemd/user" package
  ) { } cfg.packages;

  oneshotWithRestart = lib.filterAttrs (
    _: service:
    (service.serviceConfig.Type or "") == "oneshot"
    && builtins.elem (service.serviceConfig.Restart or "no") [
      "always"
      "on-success"
    ]
  ) cfg.services;

  # What systemd does not know it leaves out with a line in the log, and takes its default.
  words = {
    Type = [
      "simple"
      "exec"
      "forking"
      "oneshot"
      "dbus"
      "notify"
      "notify-reload"
      "idle"
    ];
    Restart = [
      "no"
      "always"
      "on-success"
      "on-failure"
      "on-abnormal"
      "on-watchdog"
      "on-abort"
    ];
  };

  unknownWords = lib.concatLists (
    lib.mapAttrsToList (
      name: service:
      lib.concatLists (
        lib.mapAttrsToList (
          directive: known:
          let
            word = service.serviceConfig.${directive} or "";
          in
          lib.optional (builtins.isString word && word != "" && !builtins.elem word known)
            "systemd.services.${name}.serviceConfig.${directive} is \"${word}\", which systemd does not know; it is one of ${
              lib.concatStringsSep ", " known
            }."
        ) words
      )
    ) cfg.services
  );
in
{
  options.systemd = lib.mapAttrs (_: collection) kinds // {
    units = unitsOption ''
      Units by their full names, as text. The options for each kind of unit are more convenient; all of them
      end up here.
    '';

    mounts = list {
      module = options.mount;
      example = [
        {
          what = "/dev/vdb1";
          where = "/data";
          type = "ext4";
        }
      ];
      description = "Mounts, see {manpage}`systemd.mount(5)`; each is named after {option}`where`.";
    };

    automounts = list {
      module = options.automount;
      example = [
        {
          where = "/data";
          wantedBy = [ "multi-user.target" ];
        }
      ];
      description = "Mounts that happen on first use, see {manpage}`systemd.automount(5)`.";
    };

    packages = mkOption {
      type = types.listOf types.package;
      default = [ ];
      example = lib.literalExpression "[ pkgs.some-daemon ]";
      description = ''
        Packages that bring units in `lib/systemd/system` or `lib/systemd/user`. What the configuration says of a unit
        by the same name is added to it; what starts at boot is still said with `systemd.services.<name>.wantedBy`.
        Such a package is built before the rest of the configuration is evaluated, since what it brings has to be known.
      '';
    };

    globalEnvironment = mkOption {
      type = types.attrsOf (
        types.nullOr (types.oneOf [
          types.str
          types.path
          types.package
        ])
      );
      default = { };
      example = {
        TZ = "CET";
      };
      description = "Environment variables of all services defined here.";
    };

    defaultPath = mkOption {
      type = types.listOf types.package;
      internal = true;
      description = "The packages in every service's `PATH`.";
    };

    defaultUnit = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "multi-user.target";
      description = "The unit that is started at boot; null leaves the choice to the machine.";
    };

    suppressedSystemUnits = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "systemd-rfkill.service" ];
      description = "Units of systemd itself that are masked.";
    };

    maskedUnits = mkOption {
      type = types.listOf types.str;
      internal = true;
      default = [ ];
      description = "Units that make no sense on this kind of machine.";
    };

    user = lib.mapAttrs (_: collection) kinds // {
      units = unitsOption "Units of users' own service managers, as text.";
      extraConfig = mkOption {
        type = types.lines;
        default = "";
        example = "DefaultTimeoutStartSec=60";
        description = "Lines of the `[Manager]` section of {manpage}`systemd-user.conf(5)`.";
      };
    };

    extraConfig = mkOption {
      type = types.lines;
      default = "";
      example = "DefaultTimeoutStopSec=30s";
      description = "Lines of the `[Manager]` section of {manpage}`systemd-system.conf(5)`.";
    };

    settings.Manager = mkOption {
      type = utils.systemd.types.section;
      default = { };
      example = {
        DefaultTimeoutStartSec = "60s";
      };
      description = "The `[Manager]` section of {manpage}`systemd-system.conf(5)`.";
    };
  };

  config = {
    systemd.defaultPath = [
      pkgs.coreutils
      pkgs.findutils
      pkgs.gnugrep
      pkgs.gnused
    ];

    systemd.timers = timersOf cfg.services;
    systemd.user.timers = timersOf cfg.user.services;

    systemd.units = lib.mkMerge [
      (renderKinds cfg.globalEnvironment cfg)
      (byPath "mount" text.mount cfg.mounts)
      (byPath "automount" text.automount cfg.automounts)
      # By default the machine starts a target of its own; here another one gets that name.
      (lib.mkIf (cfg.defaultUnit != null) {
        ${toString cfg.defaultUnit} = {
          overrideStrategy = lib.mkDefault "asDropin";
          text = lib.mkDefault "[Unit]\n";
          aliases = [ "default.target" ];
        };
      })
    ];

    systemd.user.units = renderKinds { } cfg.user;

    system.build.unitEntries =
      lib.mapAttrs (_: source: {
        inherit source;
        dropIn = false;
        wantedBy = [ ];
        requiredBy = [ ];
        upheldBy = [ ];
        aliases = [ ];
      }) brought
      // lib.mapAttrs (entry cfg.units brought) cfg.units
      // lib.genAttrs (cfg.suppressedSystemUnits ++ cfg.maskedUnits) (_: {
        source = null;
        dropIn = false;
        wantedBy = [ ];
        requiredBy = [ ];
        upheldBy = [ ];
        aliases = [ ];
      });

    environment.etc = lib.mkMerge [
      (lib.mkIf (cfg.extraConfig != "" || cfg.settings.Manager != { }) {
        "systemd/system.conf.d/50-firn.conf".text = ''
          [Manager]
          ${text.lines cfg.settings.Manager}${cfg.extraConfig}
        '';
      })
      (lib.mkIf (cfg.user.extraConfig != "") {
        "systemd/user.conf.d/50-firn.conf".text = ''
          [Manager]
          ${cfg.user.extraConfig}
        '';
      })
      # What the configuration adds to a unit needs the unit beside it.
      (lib.mapAttrs' (name: source: lib.nameValuePair "systemd/system/${name}" { inherit source; }) (
        lib.filterAttrs (
          name: _: cfg.units ? ${name} && (entry cfg.units brought name cfg.units.${name}).dropIn
        ) brought
      ))
      (lib.mapAttrs' (name: source: lib.nameValuePair "systemd/user/${name}" { inherit source; }) (
        lib.filterAttrs (name: _: !(cfg.user.units ? ${name})) broughtToUsers
      ))
      (lib.concatMapAttrs userFiles cfg.user.units)
    ];

    assertions =
      lib.mapAttrsToList (name: _: {
        assertion = false;
        message = "systemd.services.${name}: a service of type oneshot cannot have Restart = always or on-success; systemd refuses such a unit.";
      }) oneshotWithRestart
      ++ map (message: {
        assertion = false;
        inherit message;
      }) unknownWords;
  };
}
