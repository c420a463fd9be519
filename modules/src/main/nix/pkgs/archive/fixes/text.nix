# Programs that Debian had to rename, or that read data of other packages.
{ debian, ... }:
{
  file.wrappers."bin/file".setDefault.MAGIC = "${debian.libmagic-mgc}/lib/file/magic.mgc";
  bat.links."bin/bat" = "@out@/bin/batcat";
  fd-find.links."bin/fd" = "@out@/bin/fdfind";
}
