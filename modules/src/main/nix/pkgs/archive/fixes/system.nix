# Daemons and terminals.
{ debian, ... }:
{
  # The folder of its modules is compiled in.
  rsyslog.compiledIn = [ "bin/rsyslogd" ];

  # It refuses to start without a UTF-8 locale.
  tmux.wrappers."bin/tmux".setDefault = {
    LANG = "C.UTF-8";
    LOCPATH = "${debian.libc-bin}/lib/locale";
  };
}
