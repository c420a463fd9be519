# Keys, certificates, secrets.
{ debian, ... }:
{
  inherit (debian)
    age
    fail2ban
    gnutls-bin
    openssl
    pwgen
    ;
  apparmor-utils = debian.apparmor-utils;
  apparmor-parser = debian.apparmor;
  easyrsa = debian.easy-rsa;
  signify = debian.signify-openbsd;
  oath-toolkit = debian.oathtool;
  oathToolkit = debian.oathtool;
  doas = debian.opendoas;
  nettle = debian.nettle-bin;
  tpm2-tools = debian.tpm2-tools;
  cacert = debian.ca-certificates // {
    bundle = "${debian.ca-certificates}/etc/ssl/certs/ca-bundle.crt";
  };
  certbot = debian.certbot;
  gnupg = debian.gnupg // {
    meta = debian.gnupg.meta // {
      mainProgram = "gpg";
    };
  };
  gnutls = debian.gnutls-bin;
  lego = debian.lego;
  pass = debian.pass;
}
