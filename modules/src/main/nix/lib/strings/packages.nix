/**
  Names and versions of packages, and search paths through them.
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    filter
    isList
    isString
    match
    split
    stringLength
    substring
    unsafeDiscardStringContext
    ;
  inherit (lib.attrsets) getOutput;

  # The store allows 211 characters; four are for ".drv".
  longestName = 207;
in
rec {
  inherit (builtins) compareVersions parseDrvName;

  /**
    Is the first version older than the second?

    Type: versionOlder :: string -> string -> bool
    Example: versionOlder "1.1" "1.2" => true
  */
  versionOlder = left: right: compareVersions left right < 0;

  /**
    Is the first version the second or newer?

    Type: versionAtLeast :: string -> string -> bool
    Example: versionAtLeast "1.1" "1.0" => true
  */
  versionAtLeast = left: right: compareVersions left right >= 0;

  /**
    The name of a package, without its version.

    Type: getName :: package | string -> string
    Example: getName "youtube-dl-2016.01.01" => "youtube-dl"
  */
  getName =
    package:
    if isString package then
      (parseDrvName package).name
    else
      package.pname or (parseDrvName package.name).name;

  /**
    The version of a package.

    Type: getVersion :: package | string -> string
    Example: getVersion "youtube-dl-2016.01.01" => "2016.01.01"
  */
  getVersion =
    package:
    if isString package then
      (parseDrvName package).version
    else
      package.version or (parseDrvName package.name).version;

  /**
    A text made fit to be the name of a derivation.

    Type: sanitizeDerivationName :: string -> string
    Example: sanitizeDerivationName "../hello.bar # foo" => "-hello.bar-foo"
  */
  sanitizeDerivationName =
    text:
    let
      plain = unsafeDiscardStringContext text;
      undotted = elemAt (match "\\.*(.*)" plain) 0;
      pieces = split "[^[:alnum:]+._?=-]+" undotted;
      allowed = concatStringsSep "" (map (piece: if isList piece then "-" else piece) pieces);
      surplus = stringLength allowed - longestName;
      name = if surplus > 0 then substring surplus (-1) allowed else allowed;
    in
    # Most names are right already, and this is called often.
    if stringLength text <= longestName && match "[[:alnum:]+_?=-][[:alnum:]+._?=-]*" text != null then
      plain
    else if name == "" then
      "unknown"
    else
      name;

  /**
    A search path: a folder below each of several paths, null left out.

    Type: makeSearchPath :: string -> [ path | null ] -> string
    Example: makeSearchPath "bin" [ "/root" "/usr" ] => "/root/bin:/usr/bin"
  */
  makeSearchPath =
    folder: paths:
    concatStringsSep ":" (map (path: path + "/" + folder) (filter (path: path != null) paths));

  /**
    A search path through one output of packages.

    Type: makeSearchPathOutput :: string -> string -> [ package ] -> string
    Example: makeSearchPathOutput "dev" "bin" [ pkgs.openssl ] => "/nix/store/…-openssl-dev/bin"
  */
  makeSearchPathOutput =
    output: folder: packages:
    makeSearchPath folder (map (getOutput output) packages);

  /**
    Search path for libraries. Type: makeLibraryPath :: [ package ] -> string
  */
  makeLibraryPath = makeSearchPathOutput "lib" "lib";

  /**
    Search path for headers. Type: makeIncludePath :: [ package ] -> string
  */
  makeIncludePath = makeSearchPathOutput "dev" "include";

  /**
    Search path for programs. Type: makeBinPath :: [ package ] -> string
  */
  makeBinPath = makeSearchPathOutput "bin" "bin";
}
