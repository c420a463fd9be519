# The same system, with the page of containers.web on another port.
#
# Only nginx inside that container has to change for this: `firn rebuild try --config configuration.nix
# --config 2-port.nix` shows a plan that restarts one unit, and everything else keeps running.
{ ... }:

{
  imports = [ ./configuration.nix ];

  # Definitions of one container in several files are merged, as everything is.
  containers.web.config = {
    services.nginx.virtualHosts.localhost.listen = [ { port = 8081; } ];
  };

  # The check follows the page.
  firn.health.web.url = "http://127.0.0.1:8081/";
}
