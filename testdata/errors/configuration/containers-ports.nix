{
  system.stateVersion = "24.11";
  containers.web = {
    privateNetwork = true;
    forwardPorts = [ { hostPort = 8080; } ];
    config.system.stateVersion = "24.11";
  };
  containers.db = {
    privateNetwork = true;
    localAddress = "10.0.0.2";
    forwardPorts = [ { hostPort = 8080; } ];
    config.system.stateVersion = "24.11";
  };
}
