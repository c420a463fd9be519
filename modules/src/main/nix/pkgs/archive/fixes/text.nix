# Programs that Debian had to rename, or that read data of other packages.
{ debian, triple, ... }:
{
  gawk.wrappers."bin/gawk".setDefault = {
    AWKLIBPATH = "@out@/lib/${triple}/gawk";
    AWKPATH = ".:@out@/share/awk";
  };
  file.wrappers."bin/file".setDefault.MAGIC = "${debian.libmagic-mgc}/lib/file/magic.mgc";
  bat.links."bin/bat" = "@out@/bin/batcat";
  fd-find.links."bin/fd" = "@out@/bin/fdfind";
}
