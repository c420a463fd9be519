# PostgreSQL, MariaDB and Redis, each with what an application needs from it.
{ config, pkgs, ... }:

let
  works = text: {
    command = [ "${pkgs.writeShellScript "check" "set -eu\n${text}"}" ];
    timeoutSec = 20;
  };
in
{
  services.postgresql = {
    enable = true;
    ensureDatabases = [ "app" ];
    ensureUsers = [
      {
        name = "app";
        ensureDBOwnership = true;
      }
    ];
    settings.max_connections = 20;
  };

  services.mysql = {
    enable = true;
    package = pkgs.mariadb;
    ensureDatabases = [ "app" ];
    ensureUsers = [
      {
        name = "app";
        ensurePermissions."app.*" = "ALL PRIVILEGES";
      }
    ];
  };

  services.redis.servers."" = {
    enable = true;
    save = [ ];
  };

  # Both databases know a user by the account it comes from.
  users.users.app = {
    isSystemUser = true;
    group = "app";
  };
  users.groups.app = { };

  firn.health = {
    postgresql = works ''
      psql() { runuser -u app -- ${config.services.postgresql.package}/bin/psql -qtA app -c "$1"; }
      psql 'create table if not exists visits (at timestamp); insert into visits values (now());'
      test "$(psql 'select count(*) > 0 from visits')" = t
      test "$(psql 'show max_connections')" = 20
    '';
    mysql = works ''
      mysql() { runuser -u app -- ${pkgs.mariadb}/bin/mysql -N app -e "$1"; }
      mysql 'create table if not exists visits (at timestamp); insert into visits values (now());'
      test "$(mysql 'select count(*) > 0 from visits')" = 1
    '';
    redis = works ''
      redis() { ${pkgs.redis}/bin/redis-cli "$@"; }
      redis set greeting hello
      test "$(redis get greeting)" = hello
    '';
  };
}
