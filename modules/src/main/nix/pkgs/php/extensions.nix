# PHP's extensions: which of Debian's packages holds each, and what must be loaded before it.
{ php, debian }:
let
  from = package: names: map (name: { inherit name package; }) names;

  known =
    from "common" [
      "calendar"
      "ctype"
      "exif"
      "ffi"
      "fileinfo"
      "ftp"
      "gettext"
      "iconv"
      "pdo"
      "phar"
      "posix"
      "shmop"
      "sockets"
      "sysvmsg"
      "sysvsem"
      "sysvshm"
      "tokenizer"
    ]
    ++ from "mysql" [
      "mysqlnd"
      "mysqli"
      "pdo_mysql"
    ]
    ++ from "pgsql" [
      "pgsql"
      "pdo_pgsql"
    ]
    ++ from "sqlite3" [
      "sqlite3"
      "pdo_sqlite"
    ]
    ++ from "xml" [
      "dom"
      "simplexml"
      "xml"
      "xmlreader"
      "xmlwriter"
      "xsl"
    ]
    ++ builtins.concatMap (name: from name [ name ]) [
      "amqp"
      "apcu"
      "bcmath"
      "bz2"
      "curl"
      "dba"
      "enchant"
      "gd"
      "gmp"
      "gnupg"
      "igbinary"
      "imagick"
      "imap"
      "intl"
      "ldap"
      "mailparse"
      "maxminddb"
      "mbstring"
      "memcached"
      "mongodb"
      "msgpack"
      "opcache"
      "pcov"
      "pspell"
      "readline"
      "redis"
      "snmp"
      "soap"
      "ssh2"
      "tidy"
      "uuid"
      "xdebug"
      "yaml"
      "zip"
      "zmq"
    ];

  # An extension that others build upon comes before them.
  early = {
    igbinary = 15;
    mysqlnd = 10;
    msgpack = 15;
    opcache = 10;
    pdo = 10;
    xml = 15;
  };
  needs = {
    mysqli = [ "mysqlnd" ];
    pdo_mysql = [
      "mysqlnd"
      "pdo"
    ];
    pdo_pgsql = [ "pdo" ];
    pdo_sqlite = [ "pdo" ];
    redis = [ "igbinary" ];
    memcached = [
      "igbinary"
      "msgpack"
    ];
    xmlreader = [ "dom" ];
    xsl = [ "dom" ];
  };

  # Extensions that hook into the engine are loaded another way.
  intoEngine = [
    "opcache"
    "xdebug"
  ];

  extension =
    { name, package }:
    let
      deb = debian."php${php.series}-${package}";
      kind = if builtins.elem name intoEngine then "zend_extension" else "extension";
    in
    {
      inherit name;
      value = deb // {
        extensionName = name;
        priority = early.${name} or 20;
        requires = map (other: all.${other}) (needs.${name} or [ ]);
        line = "${kind}=${deb}/lib/php/${php.api}/${name}.so";
      };
    };

  all = builtins.listToAttrs (map extension known);
in
all
