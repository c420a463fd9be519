# Searching and changing text.
{ debian, ... }:
{
  inherit (debian)
    bat
    jq
    ripgrep
    ;
  fd = debian.fd-find;
  exiftool = debian.libimage-exiftool-perl;
  librsvg = debian.librsvg2-bin;
  poppler_utils = debian.poppler-utils;
  poppler-utils = debian.poppler-utils;
  tesseract = debian.tesseract-ocr;
  xmlstarlet = debian.xmlstarlet;
  gettext = debian.gettext;
  groff = debian.groff;
  libxml2 = debian.libxml2-utils;
  libxslt = debian.xsltproc;
  silver-searcher = debian.silversearcher-ag;
  texinfo = debian.texinfo;
  yq = debian.yq;
}
