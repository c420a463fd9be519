# Interpreters that look for their modules below /usr.
{
  debian,
  lib,
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
  racket.wrappers."bin/racket".arguments = [
    "-X"
    "${debian.racket-common}/share/racket/collects"
    "-G"
    "${debian.racket-common}/etc/racket"
  ];
  "tcl8.6".wrappers."bin/tclsh8.6".prefix.TCL8_6_TM_PATH =
    "${debian."libtcl8.6"}/share/tcltk/tcl8.6/tcl8";

  # Without a locale it reads and writes Latin-1, for which the C library looks below /usr.
  "guile-3.0-libs".wrappers."lib/${triple}/guile/3.0/bin/guile".setDefault.GCONV_PATH =
    "${debian.libc6}/lib/${triple}/gconv";

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

  "ruby3.1".wrappers."bin/ruby3.1".prefix.RUBYLIB = lib.concatStringsSep ":" [
    "@out@/lib/ruby/vendor_ruby"
    "@out@/lib/ruby/3.1.0"
    "@out@/lib/${triple}/ruby/3.1.0"
  ];

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
