/**
  Finding files.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatMap
    filter
    listToAttrs
    match
    pathExists
    readDir
    ;
in
{
  /**
    All files below a folder, other than folders.

    Type: listFilesRecursive :: path -> [ path ]
    Example: listFilesRecursive ./src => [ ./src/a.c ./src/sub/b.c ]
  */
  listFilesRecursive =
    let
      below =
        folder:
        let
          entries = readDir folder;
        in
        concatMap (
          name:
          let
            path = folder + "/${name}";
          in
          if entries.${name} == "directory" then below path else [ path ]
        ) (attrNames entries);
    in
    below;

  /**
    The nearest folder, from a path upwards, with an entry whose name matches a pattern; null where
    there is none. Gives the folder and what the groups of the pattern matched, for each such entry.

    Type: locateDominatingFile :: string -> path -> { path :: path; matches :: [ [ string ] ]; } |
      null
    Example: locateDominatingFile "(.*)\\.cabal" ./src/Main.hs => { path = ./.; matches = [ [
      "my-package" ] ]; }
  */
  locateDominatingFile =
    pattern: start:
    let
      climb =
        folder:
        let
          matches = filter (found: found != null) (map (match pattern) (attrNames (readDir folder)));
        in
        if matches != [ ] then
          {
            inherit matches;
            path = folder;
          }
        else if toString folder == "/" then
          null
        else
          climb (dirOf folder);
      isFolder =
        toString start == "/" || ((readDir (dirOf start)).${baseNameOf start} or null) == "directory";
    in
    climb (if isFolder then start else dirOf start);

  /**
    The folders directly below one that hold a Cabal file of their own name.

    Type: haskellPathsInDir :: path -> { ${name} :: path }
    Example: haskellPathsInDir ./packages => { core = ./packages/core; }
  */
  haskellPathsInDir =
    root:
    let
      candidates = map (name: {
        inherit name;
        value = root + "/${name}";
      }) (attrNames (readDir root));
    in
    listToAttrs (filter (entry: pathExists (entry.value + "/${entry.name}.cabal")) candidates);
}
