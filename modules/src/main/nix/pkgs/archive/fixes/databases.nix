# Servers that keep their programs out of the way of the search path.
{ debian, ... }:
{
  # The script that makes a database calls a program of the client.
  mariadb-server-core.reads = [ "${debian.mariadb-client-core}" ];

  postgresql-15.linkFolders.bin = "lib/postgresql/15/bin";
  postgresql-client-15.linkFolders.bin = "lib/postgresql/15/bin";
}
