# Interpreters that look for their modules below /usr.
{ debian, lib }:
{
  perl-base = {
    # The interpreter is part of what every package may use, but its wrapper needs a shell of its own.
    base = [ "${debian.bash}" ];
    wrappers."bin/perl".prefix.PERL5LIB = "@out@/lib/x86_64-linux-gnu/perl-base";
  };

  # Node reads parts of itself, which Debian packages apart, from files.
  nodejs.compiledIn."lib/x86_64-linux-gnu/libnode.so.108" = true;

  "ruby3.1".wrappers."bin/ruby3.1".prefix.RUBYLIB = lib.concatStringsSep ":" [
    "@out@/lib/ruby/vendor_ruby"
    "@out@/lib/ruby/3.1.0"
    "@out@/lib/x86_64-linux-gnu/ruby/3.1.0"
  ];

  perl = {
    links."bin/perl" = "@out@/bin/perl5.36-x86_64-linux-gnu";
    wrappers."bin/perl".prefix.PERL5LIB = lib.concatStringsSep ":" [
      "@out@/lib/x86_64-linux-gnu/perl/5.36"
      "@out@/share/perl/5.36"
      "${debian.perl-base}/lib/x86_64-linux-gnu/perl-base"
    ];
  };
}
