{ pkgs, ... }: { networking.hostNam = "x"; system.stateVersion = "24.11"; }
