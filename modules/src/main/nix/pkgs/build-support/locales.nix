# Locales, compiled from Debian's sources with the C library's own program.
{ final, lib }:
{
  /**
    The compiled locales of a list, each `NAME/CHARSET` as in `/etc/locale.gen`. Programs find them through `LOCPATH`.

    Type: glibcLocales.override { locales :: [string] } -> derivation
  */
  glibcLocales = lib.makeOverridable (
    { locales }:
    final.runCommandLocal "glibc-locales-${final.debian.libc6.version}"
      {
        inherit locales;
        nativeBuildInputs = [
          final.debian.libc-bin
          final.gzip
        ];
        I18NPATH = "${final.debian.locales}/share/i18n";
      }
      ''
        mkdir -p $out/lib/locale
        for locale in $locales; do
          name=''${locale%%/*}
          charset=''${locale##*/}
          # sr_RS.UTF-8@latin is made from sr_RS@latin.
          modifier=""
          case $name in *@*) modifier=@''${name##*@} ;; esac
          source=''${name%%[.@]*}$modifier
          [ -e $I18NPATH/locales/$source ] || {
            echo "there is no locale '$name'; ls $I18NPATH/locales shows which there are" >&2
            exit 1
          }
          localedef --no-archive -i $source -f $charset $out/lib/locale/$name
        done
      ''
  ) { locales = [ "en_US.UTF-8/UTF-8" ]; };
}
