/**
  Version strings.
*/
{ lib }:
let
  inherit (builtins) concatStringsSep elemAt splitVersion;
  inherit (lib.lists) take;
in
rec {
  inherit (builtins) compareVersions splitVersion;

  /**
    Type: major :: string -> string
    Example: major "1.2.3" => "1"
  */
  major = version: elemAt (splitVersion version) 0;

  /**
    Type: minor :: string -> string
    Example: minor "1.2.3" => "2"
  */
  minor = version: elemAt (splitVersion version) 1;

  /**
    Type: patch :: string -> string
    Example: patch "1.2.3" => "3"
  */
  patch = version: elemAt (splitVersion version) 2;

  /**
    Type: majorMinor :: string -> string
    Example: majorMinor "1.2.3" => "1.2"
  */
  majorMinor = version: concatStringsSep "." (take 2 (splitVersion version));

  /**
    A version with exactly so many components: cut, or filled up with zeros. What follows a dash
      stays.

    Type: pad :: int -> string -> string
    Example: pad 3 "1.2-rc1" => "1.2.0-rc1"
  */
  pad =
    count: version:
    let
      number = builtins.head (lib.strings.splitString "-" version);
      suffix = lib.strings.removePrefix number version;
      zeros = lib.lists.replicate count "0";
    in
    concatStringsSep "." (take count (splitVersion number ++ zeros)) + suffix;
}
