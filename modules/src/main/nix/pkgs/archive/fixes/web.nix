# Web servers.
{
  debian,
  lib,
  triple,
  ...
}:
{
  # Its configuration is looked for below /etc.
  lynx.wrappers."bin/lynx".setDefault = {
    LYNX_CFG = "${debian.lynx-common}/etc/lynx/lynx.cfg";
    LYNX_LSS = "${debian.lynx-common}/etc/lynx/lynx.lss";
  };

  # It compiles its configuration.
  varnish.wrappers."bin/varnishd".prefix = {
    PATH = lib.makeBinPath [
      debian.gcc
      debian.binutils
      debian.dash
    ];
    C_INCLUDE_PATH = "${debian.libc6-dev}/include:${debian.libc6-dev}/include/${triple}:${debian.linux-libc-dev}/include:${debian.linux-libc-dev}/include/${triple}";
    LIBRARY_PATH = "${debian.libc6-dev}/lib/${triple}:${debian.libc6}/lib/${triple}";
  };

  # Where configurations look for `fastcgi_params` and its like.
  nginx.links.conf = "${debian.nginx-common}/etc/nginx";
}
