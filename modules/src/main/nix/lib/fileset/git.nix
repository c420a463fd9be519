/**
  File sets of Git working trees.
*/
{ lib }:
let
  inherit (builtins)
    fetchGit
    isPath
    mapAttrs
    pathExists
    readDir
    toString
    typeOf
    ;
  inherit (import ./value.nix { inherit lib; }) _create ofPath;
in
rec {
  /**
    The files below a local path that a folder in the store has as well.

    Type: likeness :: path -> string -> fileset
  */
  likeness =
    local: stored:
    let
      entries =
        folder:
        mapAttrs (name: type: if type == "directory" then entries (folder + "/${name}") else type) (
          readDir folder
        );
    in
    _create local (entries stored);

  /**
    The files that fetching a working tree with Git would bring. Function and argument are for messages.

    Type: fetchedFiles :: string -> string -> path -> attrs -> fileset
  */
  fetchedFiles =
    function: argument: path: options:
    let
      fail = message: throw "lib.fileset.${function}: ${message}";
      isRepository = pathExists (path + "/.git");
      fetched = fetchGit (
        {
          url = path;
          shallow = true;
        }
        // options
      );
    in
    if !isPath path then
      fail "Expected the ${argument} to be a path, but it's a ${typeOf path} instead."
    else if lib.filesystem.pathType path != "directory" then
      fail "Expected the ${argument} (${toString path}) to be a directory, but it's a file instead."
    else if lib.path.hasStorePathPrefix path then
      if isRepository then
        fail ''
          The ${argument} (${toString path}) is a store path within a working tree of a Git repository.
              This indicates that a source directory was imported into the store using a method such as `import "''${./.}"` or `path:.`.
              This function currently does not support such a use case, since it currently relies on `builtins.fetchGit`.
              You could make this work by using a fetcher such as `fetchGit` instead of copying the whole repository.
              If you can't avoid copying the repo to the store, see https://github.com/NixOS/nix/issues/9292.''
      else
        # What fetched it has left out the files Git does not know.
        ofPath path
    else if isRepository then
      likeness path fetched.outPath
    else
      fail "Expected the ${argument} (${toString path}) to point to a local working tree of a Git repository, but it's not.";
}
