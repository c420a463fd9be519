# The C library, daemons and terminals.
{ debian, ... }:
let
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

  # It refuses to start without a UTF-8 locale.
  tmux.wrappers."bin/tmux".setDefault = {
    LANG = "C.UTF-8";
    LOCPATH = "${debian.libc-bin}/lib/locale";
  };
}
