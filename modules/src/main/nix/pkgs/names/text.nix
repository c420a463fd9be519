# Searching and changing text.
{ debian, ... }:
{
  inherit (debian)
    bat
    jq
    ripgrep
    ;
  fd = debian.fd-find;
  gettext = debian.gettext;
  groff = debian.groff;
  libxml2 = debian.libxml2-utils;
  libxslt = debian.xsltproc;
  silver-searcher = debian.silversearcher-ag;
  texinfo = debian.texinfo;
  yq = debian.yq;
}
