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
