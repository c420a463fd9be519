# Web servers, proxies and clients.
{ debian, ... }:
{
  inherit (debian)
    haproxy
    lighttpd
    nginx
    squid
    varnish
    ;
  apacheHttpd = debian.apache2;
  caddy = debian.caddy;
  nginxMainline = debian.nginx;
  nginxStable = debian.nginx;
  traefik = throw "traefik is not in Debian 12";
}
