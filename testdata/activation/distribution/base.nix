# The Debian that the host is found with.
{
  networking.hostName = "debian";
  system.stateVersion = "24.11";
  firn.host.packages = [
    "apt"
    "cron"
    "nginx-light"
  ];
}
