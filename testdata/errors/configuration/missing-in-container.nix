{
  imports = [
    {
      containers.web.config = {
        services.phpfpm.pools.app.user = "app";
        networking.interfaces.eth0.ipv4.addresses = [ { address = "10.0.0.2"; } ];
        system.stateVersion = "24.11";
      };
    }
  ];
  system.stateVersion = "24.11";
}
