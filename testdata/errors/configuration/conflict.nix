{ pkgs, ... }: { imports = [ { networking.hostName = "a"; } { networking.hostName = "b"; } ]; system.stateVersion = "24.11"; }
