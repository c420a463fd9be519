# The same host, changed: contents of a container, members of a bridge, and one container less.
{
  config,
  lib,
  pkgs,
  ...
}@arguments:

let
  full = import ./configuration.nix arguments;
in
full
// {
  imports = full.imports ++ [
    {
      networking.bridges.br0.interfaces = lib.mkForce [ "loose" ];
      containers.files.config = {
        environment.etc.check.text = "two";
        services.nginx = {
          enable = true;
          virtualHosts.localhost.listen = [ { port = 8123; } ];
        };
      };
    }
  ];
  containers = builtins.removeAttrs full.containers [ "joined" ];
}
