/**
  Source trees filtered by patterns of file names.
*/
{ lib }:
let
  inherit (builtins)
    any
    concatStringsSep
    elemAt
    filter
    isList
    isString
    length
    match
    split
    ;
  inherit (lib.sources) cleanSourceWith;
  inherit (lib.strings) escapeRegex hasSuffix removePrefix;

  below = root: removePrefix (toString root + "/");

  segments = path: filter isString (split "/" path);

  # One segment of a glob as a predicate of a file name; null stands for `**`.
  globSegment =
    segment:
    let
      regex = concatStringsSep "" (
        map (piece: if isList piece then "[^/]*" else escapeRegex piece) (split "\\*+" segment)
      );
    in
    if segment == "**" then null else name: match regex name != null;

  # Folders and links on the way to a possible match are kept.
  globMatcher =
    pattern:
    let
      globs = map globSegment (segments pattern);
      count = length globs;
    in
    names: type:
    let
      reached = length names;
      onTheWay = type == "directory" || type == "symlink";
      go =
        glob: name:
        let
          here = elemAt globs glob;
          file = elemAt names name;
          after = glob + 1;
        in
        if name == reached then
          glob == count || onTheWay
        else if glob == count then
          false
        else if here != null then
          here file && go after (name + 1)
        else if after == count then
          true
        else if elemAt globs after == null || elemAt globs after file then
          go after name
        else
          go glob (name + 1);
    in
    go 0 0;
in
{
  /**
    The part of a tree whose paths, relative to it, match one of several regular expressions.
      Folders
    must match as well to be entered.

    Type: sourceByRegex :: path | source -> [ string ] -> source
    Example: sourceByRegex ./. [ ".*\\.py$" "^database\\.sql$" ]
  */
  sourceByRegex =
    src: patterns:
    let
      relative = below (src.origSrc or src);
    in
    cleanSourceWith {
      inherit src;
      filter =
        path: _:
        let
          name = relative (toString path);
        in
        any (pattern: match pattern name != null) patterns;
    };

  /**
    The folders of a tree, and the files with one of several endings.

    Type: sourceFilesBySuffices :: path | source -> [ string ] -> source
    Example: sourceFilesBySuffices ./. [ ".xml" ".c" ]
  */
  sourceFilesBySuffices =
    src: endings:
    cleanSourceWith {
      inherit src;
      filter =
        path: type: type == "directory" || any (ending: hasSuffix ending (baseNameOf path)) endings;
    };

  /**
    The part of a tree that fits one of several globs: `*` within a name, `**` for any folders.

    Type: sourceByGlobs :: path | source -> [ string ] -> source
    Example: sourceByGlobs ./. [ "*.md" "src/**" ]
  */
  sourceByGlobs =
    src: patterns:
    let
      relative = below src;
      matchers = map globMatcher patterns;
    in
    cleanSourceWith {
      inherit src;
      filter =
        path: type:
        let
          names = segments (relative path);
        in
        any (fits: fits names type) matchers;
    };
}
