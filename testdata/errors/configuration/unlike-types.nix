{ config, lib, ... }:
{
  imports = [
    { options.shared = lib.mkOption { type = lib.types.int; }; }
    { options.shared = lib.mkOption { type = lib.types.str; }; }
  ];
  config = {
    shared = 1;
    networking.hostName = "host-${toString config.shared}";
    system.stateVersion = "24.11";
  };
}
