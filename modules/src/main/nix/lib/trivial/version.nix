/**
  Which release this library is, and in what surroundings it is evaluated.
*/
{ lib }:
let
  inherit (lib.trivial)
    oldestSupportedRelease
    oldestSupportedReleaseIsAtLeast
    release
    version
    versionSuffix
    ;
in
{
  /**
    The release whose interface this library follows, as `"YY.MM"`.
  */
  release = "26.11";

  /**
    What follows the release number in `version`.
  */
  versionSuffix = "pre-firn";

  /**
    Release number and suffix.
  */
  version = release + versionSuffix;

  /**
    The name of the release.
  */
  codeName = "Firn";

  /**
    The oldest release, as the number YYMM, whose users are still served.
  */
  oldestSupportedRelease = 2511;

  /**
    Has every release before the given one, as YYMM, run out of support? Deprecations start then.

    Type: oldestSupportedReleaseIsAtLeast :: int -> bool
    Example: oldestSupportedReleaseIsAtLeast 2405 => true
  */
  oldestSupportedReleaseIsAtLeast = candidate: candidate <= oldestSupportedRelease;

  /**
    Old name of `oldestSupportedReleaseIsAtLeast`.
  */
  isInOldestRelease = lib.trivial.warnIf (oldestSupportedReleaseIsAtLeast 2411) (
    "lib.isInOldestRelease is deprecated. Use lib.oldestSupportedReleaseIsAtLeast instead."
  ) oldestSupportedReleaseIsAtLeast;

  /**
    Old name of `version`.
  */
  nixpkgsVersion =
    lib.trivial.warn "lib.nixpkgsVersion is a deprecated alias of lib.version." version;

  /**
    The commit this library comes from, or the given value where no repository is around it.

    Type: revisionWithDefault :: string -> string
    Example: revisionWithDefault "unknown" => "unknown"
  */
  revisionWithDefault =
    default:
    let
      top = toString ./../..;
      recorded = "${top}/.git-revision";
    in
    if lib.sources.pathIsGitRepo "${top}/.git" then
      lib.sources.commitIdFromGitRepo "${top}/.git"
    else if builtins.pathExists recorded then
      lib.strings.fileContents recorded
    else
      default;

  /**
    Does the evaluation happen inside an interactive build shell?
  */
  inNixShell = builtins.getEnv "IN_NIX_SHELL" != "";

  /**
    Is the evaluation cut off from its surroundings (environment, time, current system)?
  */
  inPureEvalMode = !(builtins ? currentSystem);
}
