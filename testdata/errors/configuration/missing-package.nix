{ pkgs, ... }: { environment.systemPackages = [ pkgs.nosuchpackage ]; system.stateVersion = "24.11"; }
