# Daemons and terminals.
{ debian, ... }:
{
  # The folder of its modules is compiled in.
  rsyslog.compiledIn = [ "bin/rsyslogd" ];

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
