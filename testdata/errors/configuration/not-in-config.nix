# Options and definitions side by side: what is meant for `config` stands outside of it.
{ lib, ... }:
{
  options.mine.enable = lib.mkEnableOption "mine";
  networking.hostName = "web";
}
