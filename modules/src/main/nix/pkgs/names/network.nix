# Networks.
{
  debian,
  final,
  ...
}:
let
  openssh = final.symlinkJoin {
    name = "openssh-${debian.openssh-server.version}";
    pname = "openssh";
    inherit (debian.openssh-server) version;
    paths = [
      debian.openssh-server
      debian.openssh-client
      debian.openssh-sftp-server
    ];
    meta.mainProgram = "ssh";
  };
in
{
  inherit (debian)
    bridge-utils
    conntrack
    curl
    ethtool
    iperf3
    iproute2
    ipset
    iptables
    mtr
    nftables
    nmap
    openvpn
    rsync
    socat
    strace
    tcpdump
    traceroute
    wget
    ;
  bind = debian.bind9;
  dig = debian.bind9-dnsutils;
  dnsutils = debian.bind9-dnsutils;
  host = debian.bind9-host;
  inetutils = debian.inetutils-tools;
  iproute = debian.iproute2;
  iputils = debian.iputils-ping;
  netcat = debian.netcat-openbsd;
  netcat-gnu = debian.netcat-traditional;
  netcat-openbsd = debian.netcat-openbsd;
  inherit openssh;
  dnsmasq = debian.dnsmasq-base;
  dropbear = debian.dropbear-bin;
  ntpsec = debian.ntpsec;
  bird2 = debian.bird2;
  bird = debian.bird2;
  nsd = debian.nsd;
  knot-dns = debian.knot;
  mosh = debian.mosh;
  wireguard = debian.wireguard-tools;
  whois = debian.whois;
  inetutils-telnet = debian.inetutils-telnet;
  powerdns = debian.pdns-server;
  telnet = debian.inetutils-telnet;
  openssh-client = debian.openssh-client;
  unbound = debian.unbound;
  wireguard-tools = debian.wireguard-tools;
}
