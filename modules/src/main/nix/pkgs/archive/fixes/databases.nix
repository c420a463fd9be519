# Servers that keep their programs out of the way of the search path.
{ ... }:
{
  postgresql-15.linkFolders.bin = "lib/postgresql/15/bin";
  postgresql-client-15.linkFolders.bin = "lib/postgresql/15/bin";
}
