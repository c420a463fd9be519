# Web servers, proxies and clients.
{
  debian,
  final,
  ...
}:
{
  inherit (debian)
    haproxy
    lighttpd
    nginx
    squid
    varnish
    ;
  apacheHttpd = final.symlinkJoin {
    name = "apache-httpd-${debian.apache2-bin.version}";
    pname = "apache-httpd";
    inherit (debian.apache2-bin) version;
    paths = [
      debian.apache2-bin
      debian.apache2
      debian.apache2-utils
    ];
    meta.mainProgram = "apache2";
  };
  caddy = debian.caddy;
  nginxMainline = debian.nginx;
  nginxStable = debian.nginx;
  traefik = throw "traefik is not in Debian 12";
}
