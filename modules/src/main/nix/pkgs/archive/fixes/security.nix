# Certificates and keys.
{ debian, lib, ... }:
{
  # Its programs look for each other below one root, which this file names; the names of all else that they have
  # compiled in are relative to that.
  gnupg = {
    files."bin/gpgconf.ctl" = "rootdir = @out@\n";
    compiledIn = lib.genAttrs [
      "bin/dirmngr"
      "bin/dirmngr-client"
      "bin/gpg"
      "bin/gpg-agent"
      "bin/gpg-connect-agent"
      "bin/gpg-wks-server"
      "bin/gpgcompose"
      "bin/gpgconf"
      "bin/gpgsm"
      "bin/gpgtar"
      "bin/kbxutil"
      "lib/gnupg/gpg-preset-passphrase"
      "lib/gnupg/gpg-protect-tool"
      "lib/gnupg/gpg-wks-client"
    ] (program: false);
    links."bin/pinentry" = "${debian.pinentry-curses}/bin/pinentry-curses";
    links."share/locale" = "${debian.gnupg-l10n}/share/locale";
  };

  # Its configuration is looked for below /usr/lib/ssl.
  openssl.wrappers."bin/openssl".setDefault.OPENSSL_CONF = "@out@/etc/ssl/openssl.cnf";

  # Debian joins the certificates when the package is configured.
  ca-certificates = {
    concat."etc/ssl/certs/ca-certificates.crt" = "share/ca-certificates/mozilla";
    links."etc/ssl/certs/ca-bundle.crt" = "@out@/etc/ssl/certs/ca-certificates.crt";
  };
}
