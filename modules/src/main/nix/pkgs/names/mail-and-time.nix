# Mail, time and names.
{ debian, ... }:
{
  inherit (debian)
    avahi-daemon
    chrony
    dovecot-imapd
    exim4-daemon-light
    opendkim
    postfix
    ;
  avahi = debian.avahi-daemon;
  dovecot = debian.dovecot-core;
  exim = debian.exim4-daemon-light;
  msmtp = debian.msmtp;
  ntp = debian.ntpsec;
  openntpd = debian.openntpd;
}
