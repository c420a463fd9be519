# A type of the configuration's own, whose merge function takes one definition only.
{ config, lib, ... }:
let
  token = lib.mkOptionType {
    name = "token";
    description = "token of lower-case letters";
    check = value: builtins.isString value && builtins.match "[a-z]+" value != null;
    merge = lib.mergeOneOption;
  };
in
{
  imports = [ { token = "two"; } ];
  options.token = lib.mkOption { type = token; };
  config = {
    token = "one";
    networking.hostName = config.token;
    system.stateVersion = "24.11";
  };
}
