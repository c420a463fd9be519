/**
  Free licences that SPDX does not list.
*/
{ named, unpublished }:
{
  aom =
    named "Alliance for Open Media Patent License 1.0" "https://aomedia.org/license/patent-license/";
  bsdAxisNoDisclaimerUnmodified =
    named "BSD-Axis without Warranty Disclaimer with Unmodified requirement"
      "https://scancode-licensedb.aboutcode.org/bsd-no-disclaimer-unmodified.html";
  free = unpublished "Unspecified free software license";
  g4sl = named "Geant4 Software License" "https://geant4.web.cern.ch/geant4/license/LICENSE.html";
  generaluser =
    named "GeneralUser GS License v2.0" "https://www.schristiancollins.com/generaluser.php";
  gfl =
    named "GUST Font License"
      "https://www.gust.org.pl/projects/e-foundry/licenses/GUST-FONT-LICENSE.txt";
  gfsl =
    named "GUST Font Source License"
      "https://www.gust.org.pl/projects/e-foundry/licenses/GUST-FONT-SOURCE-LICENSE.txt";
  hpndDifferentDisclaimer =
    named "HPND with different disclaimer"
      "https://gitlab.freedesktop.org/xorg/proto/xorgproto/-/blob/1914233e662d23ffb3812b80fadd0bbd064ad91c/COPYING-x11proto#L69-88";
  llgpl21 =
    named
      "Lisp LGPL; GNU Lesser General Public License version 2.1 with Franz Inc. preamble for clarification of LGPL terms in context of Lisp"
      "https://opensource.franz.com/preamble.html";
  publicDomain = unpublished "Public Domain";
  stk = named "Synthesis Tool Kit 4.3" "https://github.com/thestk/stk/blob/master/LICENSE";
  sudo = named "Sudo License (ISC-style)" "https://www.sudo.ws/about/license/";
  ucd = named "Unicode Character Database License" "https://fedoraproject.org/wiki/Licensing:UCD";
  unfreeRedistributableFirmware = unpublished "Unfree redistributable firmware";
  vol-sl =
    named "Volatility Software License, Version 1.0"
      "https://www.volatilityfoundation.org/license/vsl-v1.0";
  wadalab =
    named "Wadalab Font License" "https://fedoraproject.org/wiki/Licensing:Wadalab?rd=Licensing/Wadalab";
  x11BsdClause =
    named "X11 License with third BSD clause"
      "https://gitlab.freedesktop.org/xorg/driver/xf86-video-geode/-/blob/d147c3f1b6907ae9db6f12853cedd450537d99d2/COPYING";
}
