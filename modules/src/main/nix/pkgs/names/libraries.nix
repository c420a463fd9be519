# Libraries. A build input stands for what a compiler needs, which Debian keeps apart from what a program needs.
{ debian, lib, ... }:
let
  library =
    names:
    lib.mapAttrs (
      _: dev:
      debian.${dev}
      // {
        dev = debian.${dev};
        lib = debian.${dev};
      }
    ) names;
in
library {
  boost = "libboost-dev";
  expat = "libexpat1-dev";
  glib = "libglib2.0-dev";
  gmp = "libgmp-dev";
  libedit = "libedit-dev";
  libevent = "libevent-dev";
  libffi = "libffi-dev";
  libgcrypt = "libgcrypt20-dev";
  libseccomp = "libseccomp-dev";
  libsodium = "libsodium-dev";
  libuuid = "uuid-dev";
  libuv = "libuv1-dev";
  libyaml = "libyaml-dev";
  pcre = "libpcre3-dev";
  pcre2 = "libpcre2-dev";
  readline = "libreadline-dev";
  zlib = "zlib1g-dev";
}
// {
  curlFull = debian.curl;
}
