# Databases and caches.
{
  debian,
  final,
  lib,
}:
let
  postgresql =
    major:
    let
      server = debian."postgresql-${major}";
    in
    final.symlinkJoin {
      name = "postgresql-${server.version}";
      pname = "postgresql";
      inherit (server) version;
      paths = [
        server
        debian."postgresql-client-${major}"
      ];
      passthru = {
        psqlSchema = major;
        dockerTools = { };
      };
    };
in
{
  inherit (debian)
    memcached
    sqlite3
    ;
  postgresql = final.postgresql_15;
  postgresql_15 = postgresql "15";
  libpq = debian.libpq5;
  mariadb = final.symlinkJoin {
    name = "mariadb-${debian.mariadb-server-core.version}";
    pname = "mariadb-server";
    inherit (debian.mariadb-server-core) version;
    paths = [
      debian.mariadb-server-core
      debian.mariadb-server
      debian.mariadb-client-core
      debian.mariadb-client
    ];
  };
  mariadb-client = debian.mariadb-client;
  mysql = final.mariadb;
  mysql80 = final.mariadb;
  redis = final.symlinkJoin {
    name = "redis-${debian.redis-server.version}";
    pname = "redis";
    inherit (debian.redis-server) version;
    paths = [
      debian.redis-server
      debian.redis-tools
    ];
  };
  sqlite = debian.sqlite3;
  openldap = final.symlinkJoin {
    name = "openldap-${debian.slapd.version}";
    pname = "openldap";
    inherit (debian.slapd) version;
    paths = [
      debian.slapd
      debian.ldap-utils
    ];
  };
  influxdb = debian.influxdb;
  lmdb = debian.lmdb-utils;
  mosquitto = final.symlinkJoin {
    name = "mosquitto-${debian.mosquitto.version}";
    pname = "mosquitto";
    inherit (debian.mosquitto) version;
    paths = [
      debian.mosquitto
      debian.mosquitto-clients
    ];
  };
  etcd = debian.etcd-server;
}
