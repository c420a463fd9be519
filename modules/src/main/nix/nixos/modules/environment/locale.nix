# Time and language.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  i18n = config.i18n;

  # The locales that come with the C library.
  builtIn = [
    "C"
    "C.UTF-8"
    "POSIX"
  ];

  # A locale's name with its character set, as `/etc/locale.gen` has it: `de_DE.UTF-8/UTF-8`.
  withCharset =
    name:
    let
      parts = builtins.match "[^.@]*([.]([^@]*))?(@.*)?" name;
      charset = if parts == null then null else builtins.elemAt parts 1;
    in
    "${name}/${if charset == null then "ISO-8859-1" else charset}";

  found = lib.mkIf (i18n.glibcLocales != null) { LOCPATH = "${i18n.glibcLocales}/lib/locale"; };

  wanted = lib.filter (
    locale: !(builtins.elem (builtins.head (lib.splitString "/" locale)) builtIn)
  ) i18n.supportedLocales;
in
{
  options = {
    time.timeZone = mkOption {
      type = types.nullOr (types.strMatching "[A-Za-z0-9_+/-]+");
      default = null;
      example = "Europe/Zurich";
      description = "The time zone of the machine; null leaves it as it is.";
    };

    time.hardwareClockInLocalTime = mkOption {
      type = types.bool;
      default = false;
      example = true;
      description = ''
        Whether the hardware's clock shows local time, as other systems on the same machine may want it, rather than UTC.
      '';
    };

    i18n = {
      defaultLocale = mkOption {
        type = types.str;
        default = "C.UTF-8";
        example = "nl_NL.UTF-8";
        description = ''
          The language, and how dates, numbers and sorting follow it.
        '';
      };

      extraLocaleSettings = mkOption {
        type = types.attrsOf types.str;
        default = { };
        example = {
          LC_TIME = "de_DE.UTF-8";
        };
        description = "Settings for single categories.";
      };

      supportedLocales = mkOption {
        type = types.listOf types.str;
        default = lib.unique (
          map withCharset (
            [
              "C.UTF-8"
              i18n.defaultLocale
            ]
            ++ lib.attrValues i18n.extraLocaleSettings
          )
        );
        defaultText =
          lib.literalMD "those of {option}`i18n.defaultLocale` and {option}`i18n.extraLocaleSettings`";
        example = [
          "en_US.UTF-8/UTF-8"
          "nl_NL/ISO-8859-1"
        ];
        description = "Locales that programs can use, each with its character set.";
      };

      glibcLocales = mkOption {
        type = types.nullOr types.package;
        default = if wanted == [ ] then null else pkgs.glibcLocales.override { locales = wanted; };
        defaultText =
          lib.literalMD "the locales of {option}`i18n.supportedLocales`, where the C library lacks one";
        example = lib.literalExpression "pkgs.glibcLocales";
        description = "A package of locales, found by programs through `LOCPATH`; null for those that the C library has.";
      };
    };

    console = {
      keyMap = mkOption {
        type = types.either types.str types.path;
        default = "us";
        example = "de";
        description = "The layout of the keyboard on the console.";
      };
      font = mkOption {
        type = types.nullOr (types.either types.str types.path);
        default = null;
        example = "Lat2-Terminus16";
        description = "The font of the console.";
      };
      useXkbConfig = mkOption {
        type = types.bool;
        default = false;
        visible = false;
        description = "Accepted for configurations that set it.";
      };
    };
  };

  config = {
    environment.etc = {
      localtime = lib.mkIf (config.time.timeZone != null) {
        source = "${pkgs.tzdata}/share/zoneinfo/${config.time.timeZone}";
      };
      timezone = lib.mkIf (config.time.timeZone != null) { text = "${config.time.timeZone}\n"; };
      # See hwclock(8). A copy: systemd reads it before the store is mounted, and programs that set the clock write to it.
      adjtime = lib.mkIf (config.time.hardwareClockInLocalTime && !config.boot.isContainer) {
        mode = "0644";
        text = ''
          0.0 0 0.0
          0
          LOCAL
        '';
      };
      "locale.conf" = lib.mkIf (i18n.defaultLocale != "C.UTF-8" || i18n.extraLocaleSettings != { }) {
        text = lib.concatStrings (
          lib.mapAttrsToList (name: value: "${name}=${value}\n") (
            { LANG = i18n.defaultLocale; } // i18n.extraLocaleSettings
          )
        );
      };
      "vconsole.conf" = lib.mkIf (config.firn.host.root == "closure" && !config.boot.isContainer) {
        text = ''
          KEYMAP=${toString config.console.keyMap}
          ${lib.optionalString (config.console.font != null) "FONT=${toString config.console.font}\n"}'';
      };
    };

    environment.sessionVariables = lib.mkMerge [
      (lib.mkIf (config.firn.host.root == "closure" || i18n.defaultLocale != "C.UTF-8") {
        LANG = i18n.defaultLocale;
      })
      i18n.extraLocaleSettings
      found
    ];

    # Services inherit the language of /etc/locale.conf, so they must find it as users do.
    systemd.globalEnvironment = found;
  };
}
