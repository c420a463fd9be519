# Programs that Debian had to rename, or that read data of other packages.
{
  debian,
  lib,
  prepared,
  triple,
  ...
}:
{
  # The list of its plug-ins, which Debian has made when the package is configured.
  libgvc6.links."lib/${triple}/graphviz/config6a" =
    let
      list = prepared "libgvc6" ''
        mkdir $out
        ln -s $bare/lib/${triple}/graphviz/*.so.* $out
        GVBINDIR=$out $bare/bin/libgvc6-config-update -c
        rm $out/*.so.*
      '';
    in
    "${list}/config6a";
  gawk.wrappers."bin/gawk".setDefault = {
    AWKLIBPATH = "@out@/lib/${triple}/gawk";
    AWKPATH = ".:@out@/share/awk";
  };
  file.wrappers."bin/file".setDefault.MAGIC = "${debian.libmagic-mgc}/lib/file/magic.mgc";
  colordiff.wrappers."bin/colordiff".prefix.PATH = "${debian.diffutils}/bin";
  pandoc.wrappers."bin/pandoc".setDefault.pandoc_datadir = "${debian.pandoc-data}/share/pandoc";
  # It asks perl and ps how many processes it may start.
  parallel.wrappers."bin/parallel".prefix.PATH = "${debian.perl}/bin:${debian.procps}/bin";
  texinfo.wrappers."bin/texi2any".prefix.PERL5LIB =
    lib.concatMapStringsSep ":" (folder: "@out@/share/texinfo${folder}") [
      ""
      "/lib/Text-Unidecode/lib"
      "/lib/Unicode-EastAsianWidth/lib"
      "/lib/libintl-perl/lib"
    ];
  bat.links."bin/bat" = "@out@/bin/batcat";
  fd-find.links."bin/fd" = "@out@/bin/fdfind";
}
