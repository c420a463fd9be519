# People, accounts of services, and what they may do.
{ pkgs, ... }:
{
  system.stateVersion = "24.11";
  users.users.alice = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA alice" ];
    packages = [ pkgs.hello ];
  };
  users.users.app = {
    isSystemUser = true;
    group = "app";
  };
  users.groups.app = { };
  # Of the account that every machine has, no more need be said than what is to change.
  users.users.root.openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAA admin" ];
  security.sudo = {
    enable = true;
    wheelNeedsPassword = false;
    extraConfig = "Defaults lecture = never";
  };
}
