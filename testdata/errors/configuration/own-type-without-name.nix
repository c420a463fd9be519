# A type of the configuration's own that lacks what every type must have.
{ config, lib, ... }:
{
  options.token = lib.mkOption { type = lib.mkOptionType { check = builtins.isString; }; };
  config = {
    token = "one";
    networking.hostName = config.token;
    system.stateVersion = "24.11";
  };
}
