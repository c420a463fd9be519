{ pkgs, ... }: { networking.hostName = hostnam; system.stateVersion = "24.11"; }
