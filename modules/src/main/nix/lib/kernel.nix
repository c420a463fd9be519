/**
  Settings of the Linux kernel's configuration.
*/
{ lib }:
let
  inherit (lib.modules) mkIf;
  inherit (lib.strings) versionAtLeast versionOlder;

  answer = tristate: {
    inherit tristate;
    optional = false;
  };
in
{
  /**
    Built in.
  */
  yes = answer "y";

  /**
    Left out.
  */
  no = answer "n";

  /**
    Built as a module.
  */
  module = answer "m";

  /**
    Not mentioned at all.
  */
  unset = answer null;

  /**
    A value of one's own. Type: freeform :: string -> setting
  */
  freeform = value: {
    freeform = value;
    optional = false;
  };

  /**
    A setting that the kernel may not know. Type: option :: setting -> setting
  */
  option = setting: setting // { optional = true; };

  /**
    Settings that depend on the kernel's version.

    Type: whenHelpers :: string -> { whenAtLeast; whenOlder; whenBetween; }
    Example: (whenHelpers "6.1").whenAtLeast "5.4" yes
  */
  whenHelpers =
    version:
    let
      from = versionAtLeast version;
      before = versionOlder version;
    in
    {
      whenAtLeast = low: mkIf (from low);
      whenOlder = high: mkIf (before high);
      whenBetween = low: high: mkIf (from low && before high);
    };
}
