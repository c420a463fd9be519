{ config, lib, ... }:
{
  options.mine = lib.mkOption { type = "str"; };
  config = {
    mine = "web";
    networking.hostName = config.mine;
    system.stateVersion = "24.11";
  };
}
