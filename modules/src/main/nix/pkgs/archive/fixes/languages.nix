# Interpreters that look for their modules below /usr.
{
  debian,
  lib,
  prepared,
  system,
  triple,
}:
let
  java = if system == "aarch64-linux" then "arm64" else "amd64";
in
{
  perl-base = {
    # The interpreter is part of what every package may use, but its wrapper needs a shell of its own.
    base = [ "${debian.bash}" ];
    wrappers."bin/perl".prefix.PERL5LIB = "@out@/lib/${triple}/perl-base";
  };

  # These look for what they consist of below /usr.
  gforth.wrappers =
    lib.genAttrs
      [
        "bin/gforth"
        "bin/gforth-fast"
        "bin/gforth-itc"
      ]
      (_: {
        setDefault.GFORTHPATH = ".:${debian.gforth-lib}/lib/${triple}/gforth/0.7.3:${debian.gforth-common}/share/gforth/0.7.3";
      });
  # What it reserves for these paths is what Debian's take.
  gnuplot-qt.compiledIn."bin/gnuplot-qt" = false;
  gnuplot-qt.wrappers."bin/gnuplot-qt".setDefault = {
    GNUHELP = "@out@/share/gnuplot/gnuplot.gih";
    GNUPLOT_DRIVER_DIR = "@out@/lib/gnuplot";
    GNUPLOT_LIB = "${debian.gnuplot-data}/share/gnuplot/gnuplot/5.4";
    GNUPLOT_PS_DIR = "${debian.gnuplot-data}/share/gnuplot/gnuplot/5.4/PostScript";
  };
  ocaml.wrappers = lib.genAttrs [ "bin/ocaml" "bin/ocamlc.opt" "bin/ocamlopt.opt" ] (_: {
    setDefault.OCAMLLIB = "@out@/lib/ocaml";
  });
  nim.wrappers."bin/nim".arguments = [ "--lib:@out@/lib/nim/lib" ];
  # What is compiled lies below the folder of this, in a folder named like that of its source.
  racket = {
    links = {
      "lib/racket/compiled${builtins.unsafeDiscardStringContext "${debian.racket-common}"}/share/racket/collects" = "@out@/lib/racket/compiled/usr/share/racket/collects";
      "lib/racket/compiled@out@/share/racket/pkgs" = "@out@/lib/racket/compiled/usr/share/racket/pkgs";
    };
    files."etc/racket/config.rktd" = ''
      #hash((compiled-file-roots . (same "@out@/lib/racket/compiled"))
            (lib-dir . "@out@/lib/racket")
            (share-dir . "@out@/share/racket")
            (pkgs-dir . "@out@/share/racket/pkgs")
            (absolute-installation? . #t)
            (build-stamp . "")
            (catalogs . (#f)))
    '';
    wrappers."bin/racket".arguments = [
      "-X"
      "${debian.racket-common}/share/racket/collects"
      "-G"
      "@out@/etc/racket"
    ];
  };

  # Debian has these indexes made when the packages are configured.
  ghc.links."var/lib/ghc/package.conf.d/package.cache" =
    let
      index = prepared "ghc" ''
        mkdir $out
        cp $bare/var/lib/ghc/package.conf.d/*.conf $out
        $bare/bin/ghc-pkg --no-user-package-db --global-package-db=$out recache
        rm $out/*.conf
      '';
    in
    "${index}/package.cache";
  swi-prolog-nox.links."lib/swi-prolog/library/INDEX.pl" =
    let
      index = prepared "swi-prolog-nox" ''
        mkdir $out library
        cp $bare/lib/swi-prolog/library/*.pl library
        $bare/bin/swipl -f none -g "make_library_index('$PWD/library')" -t halt
        cp library/INDEX.pl $out
      '';
    in
    "${index}/INDEX.pl";
  "tcl8.6".wrappers."bin/tclsh8.6".prefix.TCL8_6_TM_PATH = "${debian."libtcl8.6"}/share/tcltk/tcl8.6/tcl8";

  # Without a locale it reads and writes Latin-1, for which the C library looks below /usr.
  "guile-3.0-libs".wrappers."lib/${triple}/guile/3.0/bin/guile".setDefault.GCONV_PATH = "${debian.libc6}/lib/${triple}/gconv";

  # Debian copies it below /etc when the package is configured.
  r-base-core.links."lib/R/etc/Renviron" = "@out@/lib/R/etc/Renviron.ucf";

  # What it installs into environments comes from the folder that three packages fill.
  python3-virtualenv.siblings = [
    "${debian.python3-pip-whl}"
    "${debian.python3-setuptools-whl}"
    "${debian.python3-wheel-whl}"
  ];

  # Node reads parts of itself, which Debian packages apart, from files.
  nodejs.compiledIn."lib/${triple}/libnode.so.108" = true;

  # Debian has alternatives made for these when they are configured.
  openjdk-17-jre-headless.linkFolders.bin = "lib/jvm/java-17-openjdk-${java}/bin";
  openjdk-17-jdk-headless.linkFolders.bin = "lib/jvm/java-17-openjdk-${java}/bin";

  "ruby3.1".wrappers."bin/ruby3.1" = {
    prefix.RUBYLIB = lib.concatStringsSep ":" [
      "@out@/lib/ruby/vendor_ruby"
      "@out@/lib/ruby/3.1.0"
      "@out@/lib/${triple}/ruby/3.1.0"
    ];
    ahead.GEM_PATH = "@out@/share/rubygems-integration/all";
  };

  perl = {
    # It must find its own modules also where the environment is not to be believed.
    compiledIn."lib/${triple}/libperl.so.5.36" = true;
    links."bin/perl" = "@out@/bin/perl5.36-${triple}";
    wrappers."bin/perl".prefix.PERL5LIB = lib.concatStringsSep ":" [
      "@out@/lib/${triple}/perl/5.36"
      "@out@/share/perl/5.36"
      "${debian.perl-base}/lib/${triple}/perl-base"
    ];
  };
}
