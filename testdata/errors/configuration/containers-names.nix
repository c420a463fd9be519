{
  system.stateVersion = "24.11";
  containers."my app" = {
    config.system.stateVersion = "24.11";
  };
  containers.linked = {
    privateNetwork = true;
    extraVeths.a-name-too-long-for-linux.localAddress = "10.0.0.2";
    macvlans = [ "also-too-long-for-linux" ];
    hostBridge = "br/0";
    config.system.stateVersion = "24.11";
  };
}
