{
  system.stateVersion = "24.11";
  containers.web.config = { config, lib, ... }: {
    imports = lib.optional (config.networking.hostName == "web") { networking.domain = "example.org"; };
    system.stateVersion = "24.11";
  };
}
