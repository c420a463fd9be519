{ pkgs, ... }: { system.stateVersion = "24.11"; containers.web = { config = { }; }; }
