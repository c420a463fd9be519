# A type of the configuration's own refuses a value.
{ config, lib, ... }:
let
  token = lib.mkOptionType {
    name = "token";
    description = "token of lower-case letters";
    check = value: builtins.isString value && builtins.match "[a-z]+" value != null;
  };
in
{
  options.token = lib.mkOption { type = token; };
  config = {
    token = "One";
    networking.hostName = config.token;
    system.stateVersion = "24.11";
  };
}
