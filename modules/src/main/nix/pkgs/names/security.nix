# Keys, certificates, secrets.
{
  debian,
  final,
  ...
}:
{
  inherit (debian)
    age
    fail2ban
    gnutls-bin
    openssl
    pwgen
    ;
  apparmor-utils = debian.apparmor-utils;
  cacert = debian.ca-certificates // {
    bundle = "${debian.ca-certificates}/etc/ssl/certs/ca-bundle.crt";
  };
  certbot = debian.certbot;
  gnupg = final.symlinkJoin {
    name = "gnupg-${debian.gpg.version}";
    pname = "gnupg";
    inherit (debian.gpg) version;
    paths = [
      debian.gpg
      debian.gpgconf
      debian.gpg-agent
      debian.gpgsm
      debian.dirmngr
      debian.gpgv
    ];
    meta.mainProgram = "gpg";
  };
  gnutls = debian.gnutls-bin;
  lego = debian.lego;
  pass = debian.pass;
}
