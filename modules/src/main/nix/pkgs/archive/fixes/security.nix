# Certificates and keys.
{ ... }:
{
  # Its programs look for each other below one root.
  gnupg.files."bin/gpgconf.ctl" = "rootdir = @out@\n";

  # Its configuration is looked for below /usr/lib/ssl.
  openssl.wrappers."bin/openssl".setDefault.OPENSSL_CONF = "@out@/etc/ssl/openssl.cnf";

  # Debian joins the certificates when the package is configured.
  ca-certificates = {
    concat."etc/ssl/certs/ca-certificates.crt" = "share/ca-certificates/mozilla";
    links."etc/ssl/certs/ca-bundle.crt" = "@out@/etc/ssl/certs/ca-certificates.crt";
  };
}
