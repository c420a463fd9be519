{
  system.stateVersion = "24.11";
  containers.web = {
    privateNetwork = true;
    hostAddress = "10.0.0.300";
    localAddress6 = "fc00:::2";
    localMacAddress = "3a:bb";
    bindMounts."/srv".hostPath = "srv";
    tmpfs = [ "var" ];
    additionalCapabilities = [ "net_admin" ];
    allowedDevices = [ { node = "/dev/null"; modifier = "rx"; } ];
    extraFlags = [ "--memory-limit=lots" ];
    config.system.stateVersion = "24.11";
  };
}
