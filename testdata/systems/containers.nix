# Containers of every shape.
{
  system.stateVersion = "24.11";
  containers.shared = {
    autoStart = true;
    bindMounts."/srv" = { };
    bindMounts."/data" = {
      hostPath = "/var/data";
      isReadOnly = false;
    };
    tmpfs = [ "/scratch" ];
    extraFlags = [ "--memory-limit=1G" ];
    config.system.stateVersion = "24.11";
  };
  containers.private = {
    privateNetwork = true;
    hostAddress = "10.0.0.1";
    localAddress = "10.0.0.2";
    hostAddress6 = "fc00::1";
    localAddress6 = "fc00::2";
    forwardPorts = [ { hostPort = 8080; containerPort = 80; } ];
    extraVeths.db.localAddress = "10.1.0.2";
    enableTun = true;
    ephemeral = true;
    config.networking.firewall.allowedTCPPorts = [ 80 ];
  };
  containers.bridged = {
    privateNetwork = true;
    hostBridge = "br0";
    localAddress = "10.2.0.2/24";
    restartIfChanged = false;
    config.system.stateVersion = "24.11";
  };
}
