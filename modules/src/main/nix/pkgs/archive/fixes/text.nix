# Programs that Debian had to rename.
{ ... }:
{
  bat.links."bin/bat" = "@out@/bin/batcat";
  fd-find.links."bin/fd" = "@out@/bin/fdfind";
}
