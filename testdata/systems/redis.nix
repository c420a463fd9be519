# Redis: a server of its own for each name, each with its user, socket and folder.
{
  system.stateVersion = "24.11";

  services.redis.vmOverCommit = true;
  services.redis.servers."" = {
    enable = true;
    bind = null;
    openFirewall = true;
    requirePassFile = "/run/keys/redis";
  };
  services.redis.servers.cache = {
    enable = true;
    user = "cache";
    port = 6380;
    save = [ ];
    appendOnly = true;
    logfile = "/var/log/redis/cache.log";
    syslog = false;
    settings = {
      maxmemory = "256mb";
      maxmemory-policy = "allkeys-lru";
      rename-command = [
        "FLUSHALL \"\""
        "CONFIG \"\""
      ];
    };
  };
}
