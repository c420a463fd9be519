# The program a package is run by, where it is not called like the package. By Debian's names.
{
  bat = "bat";
  bind9-dnsutils = "dig";
  emacs-nox = "emacs";
  fd-find = "fd";
  gawk = "gawk";
  iproute2 = "ip";
  iputils-ping = "ping";
  netcat-openbsd = "nc";
  nftables = "nft";
  nodejs = "node";
  openssh-client = "ssh";
  openssh-server = "sshd";
  postgresql-client-15 = "psql";
  procps = "ps";
  ripgrep = "rg";
  sqlite3 = "sqlite3";
  systemd = "systemctl";
  systemd-container = "systemd-nspawn";
  util-linux = "mount";
  wireguard-tools = "wg";
  xz-utils = "xz";
}
