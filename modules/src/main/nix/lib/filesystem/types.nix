/**
  What kind of file a path leads to.
*/
{ lib }:
let
  inherit (builtins) pathExists readDir;

  # Evaluators before 2.14 tell the type only when listing the folder.
  typeFromListing =
    path:
    let
      name = baseNameOf path;
      entries = if pathExists path then readDir (dirOf path) else { };
    in
    if toString path == "/" then
      "directory"
    else
      entries.${name} or (abort "lib.filesystem.pathType: Path ${toString path} does not exist.");

  readFileType = builtins.readFileType or typeFromListing;
  isA = type: path: if pathExists path then readFileType path == type else false;
in
rec {
  inherit (builtins)
    baseNameOf
    dirOf
    hashFile
    isPath
    readDir
    ;

  inherit readFileType;

  /**
    `"regular"`, `"directory"`, `"symlink"` or `"unknown"`; fails where there is no file.

    Type: pathType :: path -> string
    Example: pathType /. => "directory"
  */
  pathType = readFileType;

  /**
    Is there a folder at a path? Links are not followed.

    Type: pathIsDirectory :: path -> bool
    Example: pathIsDirectory /. => true
  */
  pathIsDirectory = isA "directory";

  /**
    Is there a regular file at a path? Links are not followed.

    Type: pathIsRegularFile :: path -> bool
    Example: pathIsRegularFile /. => false
  */
  pathIsRegularFile = isA "regular";

  /**
    The file `import` would read for a path.

    Type: resolveDefaultNix :: path -> path
    Example: resolveDefaultNix ./folder => ./folder/default.nix
  */
  resolveDefaultNix =
    path:
    if pathIsDirectory path then
      path + "/default.nix"
    # Text keeps its last slash, where a path value cannot have one.
    else if builtins.isString path && lib.strings.hasSuffix "/" path then
      path + "default.nix"
    else
      path;
}
