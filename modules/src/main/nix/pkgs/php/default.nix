/**
  PHP with a set of extensions, which in Debian are packages of their own that its maintainer scripts enable.

  `php.withExtensions ({ enabled, all }: enabled ++ [ all.redis ])` and
  `php.buildEnv { extensions = …; extraConfig = "memory_limit = 256M"; }` give other sets.
*/
{
  final,
  lib,
  debian,
}:
let
  series = "8.2";
  # The folder that holds extensions for this release's interface.
  api = "20220829";
  unwrapped = debian."php${series}-cli";
  extensions = import ./extensions.nix {
    php = {
      inherit series api;
    };
    inherit debian;
  };

  usual = [
    "bcmath"
    "calendar"
    "ctype"
    "curl"
    "dom"
    "exif"
    "fileinfo"
    "ftp"
    "gd"
    "gettext"
    "gmp"
    "iconv"
    "imap"
    "intl"
    "ldap"
    "mbstring"
    "mysqli"
    "mysqlnd"
    "opcache"
    "pdo"
    "pdo_mysql"
    "pdo_pgsql"
    "pdo_sqlite"
    "pgsql"
    "phar"
    "posix"
    "readline"
    "shmop"
    "simplexml"
    "soap"
    "sockets"
    "sqlite3"
    "sysvsem"
    "tokenizer"
    "xmlreader"
    "xmlwriter"
    "zip"
  ];

  # What is wanted and what that needs, in the order in which it is loaded.
  inOrder =
    wanted:
    let
      closure = builtins.genericClosure {
        startSet = map (value: {
          key = value.extensionName;
          inherit value;
        }) wanted;
        operator =
          item:
          map (value: {
            key = value.extensionName;
            inherit value;
          }) item.value.requires;
      };
    in
    lib.sort (
      a: b:
      if a.priority == b.priority then a.extensionName < b.extensionName else a.priority < b.priority
    ) (map (item: item.value) closure);

  with' =
    enabled: extraConfig:
    let
      ini = final.writeTextDir "lib/php.ini" (
        lib.concatMapStrings (extension: "${extension.line}\n") (inOrder enabled) + extraConfig
      );
      # PHP's own folder of settings is left out: it is the machine's, and for its PHP.
      program =
        name: file:
        final.writeTextFile {
          inherit name;
          executable = true;
          destination = "/bin/${name}";
          text = ''
            #!${final.runtimeShell}
            export PHP_INI_SCAN_DIR="${ini}/lib''${PHP_INI_SCAN_DIR:+:$PHP_INI_SCAN_DIR}"
            exec ${file} "$@"
          '';
        };
      extend =
        change:
        change {
          inherit enabled;
          all = extensions;
        };
    in
    final.symlinkJoin {
      name = "php-with-extensions-${unwrapped.version}";
      pname = "php-with-extensions";
      inherit (unwrapped) version;
      paths = [
        (program "php" "${unwrapped}/bin/php${series}")
        (program "php-fpm" "${debian."php${series}-fpm"}/bin/php-fpm${series}")
        (program "phar" "${unwrapped}/bin/php${series} ${unwrapped}/bin/phar.phar${series}")
        ini
      ];
      meta = unwrapped.meta // {
        mainProgram = "php";
      };
      passthru = {
        inherit unwrapped extensions;
        phpIni = "${ini}/lib/php.ini";
        withExtensions = change: with' (extend change) extraConfig;
        buildEnv =
          {
            extensions ? { enabled, ... }: enabled,
            extraConfig ? "",
          }:
          with' (extend extensions) extraConfig;
      };
    };
in
with' (map (name: extensions.${name}) usual) ""
