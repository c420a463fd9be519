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

  # The locales that the C library has built in.
  builtIn = [
    "C"
    "C.UTF-8"
    "POSIX"
  ];
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
      description = "Accepted for configurations that set it; the hardware's clock is the machine's own.";
    };

    i18n = {
      defaultLocale = mkOption {
        type = types.str;
        default = "C.UTF-8";
        example = "nl_NL.UTF-8";
        description = ''
          The language, and how dates, numbers and sorting follow it. Locales other than `C.UTF-8` must exist on
          the machine.
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
        default = [ "C.UTF-8/UTF-8" ];
        description = "Locales that are expected to exist.";
      };

      glibcLocales = mkOption {
        type = types.nullOr types.package;
        default = null;
        description = "A package of locales, found by programs through `LOCALE_ARCHIVE`.";
      };
    };

    console = {
      keyMap = mkOption {
        type = types.either types.str types.path;
        default = "us";
        description = "The layout of the keyboard on the console.";
      };
      font = mkOption {
        type = types.nullOr (types.either types.str types.path);
        default = null;
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
      (lib.mkIf (
        config.firn.host.root == "closure" || i18n.defaultLocale != "C.UTF-8"
      ) { LANG = i18n.defaultLocale; })
      i18n.extraLocaleSettings
      (lib.mkIf (i18n.glibcLocales != null) {
        LOCALE_ARCHIVE = "${i18n.glibcLocales}/lib/locale/locale-archive";
      })
    ];

    warnings = lib.optional (!(builtins.elem i18n.defaultLocale builtIn) && i18n.glibcLocales == null && config.firn.host.root == "closure") ''
      i18n.defaultLocale is ${i18n.defaultLocale}, which this machine does not have: programs will use C. Set
      i18n.glibcLocales to a package of locales, for example pkgs.locales-all.'';
  };
}
