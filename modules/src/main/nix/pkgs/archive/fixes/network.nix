# Programs that load parts of themselves from a folder another package's library names.
{ lib, triple, ... }:
{
  iptables.wrappers =
    lib.genAttrs
      [
        "bin/xtables-nft-multi"
        "bin/xtables-legacy-multi"
      ]
      (_: {
        setDefault.XTABLES_LIBDIR = "@out@/lib/${triple}/xtables";
      });
}
