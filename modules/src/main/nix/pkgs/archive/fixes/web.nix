# Web servers.
{ debian, ... }:
{
  # Where configurations look for `fastcgi_params` and its like.
  nginx.links.conf = "${debian.nginx-common}/etc/nginx";
}
