{
  system.stateVersion = "24.11";
  containers.web = {
    privateNetwork = true;
    hostAddress = "10.0.0.1";
    localAddress = "10.0.0.2";
    config.system.stateVersion = "24.11";
  };
  containers.db = {
    privateNetwork = true;
    hostAddress = "10.0.0.1";
    localAddress = "10.0.0.2";
    config.system.stateVersion = "24.11";
  };
  containers.own = {
    privateNetwork = true;
    hostAddress = "10.0.0.3";
    localAddress = "10.0.0.1";
    config.system.stateVersion = "24.11";
  };
}
