# The C library, daemons and terminals.
{ debian, triple, ... }:
let
  # The C library looks for converters of characters other than UTF-8 below /usr.
  converting.setDefault.GCONV_PATH = "${debian.libc6}/lib/${triple}/gconv";
  locales."/usr/lib/locale" = "@out@/lib/locale";
in
{
  # C.UTF-8 comes with the library; all other locales are the machine's, in its archive of locales.
  libc6.compiledIn = {
    "lib/x86_64-linux-gnu/libc.so.6" = locales;
    "lib/aarch64-linux-gnu/libc.so.6" = locales;
  };

  # The folder of its modules is compiled in.
  rsyslog.compiledIn."bin/rsyslogd" = true;

  # Names in these file systems are in character sets of their own.
  dosfstools.wrappers = {
    "bin/fatlabel" = converting;
    "bin/fsck.fat" = converting;
    "bin/mkfs.fat" = converting;
  };
  mtools.wrappers."bin/mtools" = converting;

  # Its programs start each other at fixed places.
  s6.compiledIn = map (name: "bin/${name}") [
    "s6-fdholder-daemon"
    "s6-instance-control"
    "s6-instance-status"
    "s6-ipcserver"
    "s6-setuidgid"
    "s6-sudo"
    "s6-svc"
    "s6-svscan"
  ];

  # It refuses to start without a UTF-8 locale.
  tmux.wrappers."bin/tmux".setDefault = {
    LANG = "C.UTF-8";
    LOCPATH = "${debian.libc-bin}/lib/locale";
  };
}
