# Two containers with one address.
{
  imports = [ ./one.nix ];

  containers.first = {
    privateNetwork = true;
    hostAddress = "10.66.0.1";
    localAddress = "10.66.0.2";
    config.system.stateVersion = "24.11";
  };
  containers.second = {
    privateNetwork = true;
    hostAddress = "10.66.0.1";
    localAddress = "10.66.0.2";
    config.system.stateVersion = "24.11";
  };
}
