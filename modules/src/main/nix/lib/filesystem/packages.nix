/**
  A folder tree as a set of packages.
*/
{ lib }:
let
  inherit (builtins) pathExists readDir;
  inherit (lib.strings) hasSuffix removeSuffix;

  # The packages in one folder, called by name.
  entries =
    args@{ callPackage, directory, ... }:
    lib.attrsets.concatMapAttrs (
      name: type:
      let
        path = directory + "/${name}";
        isFile = type == "regular";
      in
      if type == "directory" then
        { ${name} = load (args // { directory = path; }); }
      else if isFile && hasSuffix ".nix" name then
        { ${removeSuffix ".nix" name} = callPackage path { }; }
      else if isFile then
        { }
      else
        throw "lib.filesystem.packagesFromDirectoryRecursive: Unsupported file type ${type} at path ${toString path}\n"
    ) (readDir directory);

  load =
    args@{
      callPackage,
      newScope ? throw "lib.packagesFromDirectoryRecursive: newScope wasn't passed in args",
      directory,
    }:
    let
      package = directory + "/package.nix";
    in
    if pathExists package then
      callPackage package { }
    else if !(args ? newScope) then
      entries args
    else
      lib.attrsets.recurseIntoAttrs (
        lib.customisation.makeScope newScope (
          self: entries (args // { inherit (self) callPackage newScope; })
        )
      );
in
{
  /**
    The packages of a folder tree. A folder with `package.nix` is one package, a file `NAME.nix` is
      the
    package NAME, any other folder is a nested set; with `newScope`, a scope of its own.

    Type: packagesFromDirectoryRecursive :: { callPackage; directory; newScope ?; } -> attrs
    Example: packagesFromDirectoryRecursive { inherit (pkgs) callPackage; directory = ./packages; }
  */
  packagesFromDirectoryRecursive = load;
}
