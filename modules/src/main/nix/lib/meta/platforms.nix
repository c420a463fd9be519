/**
  Which platforms a package is for.
*/
{ lib }:
let
  inherit (builtins) any isString;
in
rec {
  /**
    Does a platform fit a description: a system name, a pattern for `parsed`, or a pattern for the
    platform itself (which names `parsed`)?

    Type: platformMatch :: platform -> string | attrs -> bool
    Example: platformMatch { system = "x86_64-linux"; } "x86_64-linux" => true
  */
  platformMatch =
    platform: description:
    if isString description then
      (platform.system or null) == description
    else if description ? parsed then
      lib.attrsets.matchAttrs description platform
    else
      lib.attrsets.matchAttrs { parsed = description; } platform;

  /**
    Is a package for a platform, as far as its metadata says?

    Type: availableOn :: platform -> package -> bool
    Example: availableOn { system = "aarch64-linux"; } pkgs.zsh => true
  */
  availableOn =
    platform: package:
    let
      fits = any (platformMatch platform);
    in
    (package ? meta.platforms -> fits package.meta.platforms)
    && (package ? meta.badPlatforms -> !(fits package.meta.badPlatforms));
}
