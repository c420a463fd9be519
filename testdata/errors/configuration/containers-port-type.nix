{
  system.stateVersion = "24.11";
  containers.web = {
    privateNetwork = true;
    localAddress = "10.0.0.2";
    forwardPorts = [ { hostPort = 80800; } ];
    config.system.stateVersion = "24.11";
  };
}
