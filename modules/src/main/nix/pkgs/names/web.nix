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
  stunnel = debian.stunnel4;
  nghttp2 = final.symlinkJoin {
    name = "nghttp2-${debian.nghttp2-client.version}";
    pname = "nghttp2";
    inherit (debian.nghttp2-client) version;
    paths = [
      debian.nghttp2-client
      debian.nghttp2-server
      debian.nghttp2-proxy
    ];
  };
  nginxMainline = debian.nginx;
  nginxStable = debian.nginx;
  traefik = throw "traefik is not in Debian 12";
}
