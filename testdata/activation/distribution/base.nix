# The Debian that the host is found with.
{
  networking.hostName = "debian";
  system.stateVersion = "24.11";
  firn.host.packages = [
    "apt"
    "cron"
    "nftables"
    "nginx-light"
    "openssh-server"
    "sudo"
  ];
  users.users.sshd = {
    isSystemUser = true;
    group = "nogroup";
  };
}
