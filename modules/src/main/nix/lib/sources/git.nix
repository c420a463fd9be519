/**
  Git repositories, read without Git.
*/
{ lib }:
let
  inherit (builtins)
    filter
    head
    isString
    match
    readFile
    split
    ;
  inherit (lib.filesystem) pathIsRegularFile;
  inherit (lib.strings)
    fileContents
    hasPrefix
    removePrefix
    removeSuffix
    ;

  absolute =
    base: path:
    if hasPrefix "/" path then
      path
    else if hasPrefix "/" base then
      "${base}/${path}"
    else
      "/${base}/${path}";

  # `{ value = commit; }` or `{ error = message; }` for a reference in a Git folder.
  resolve =
    ref: folder:
    let
      loose = folder + "/${ref}";
      packed = folder + "/packed-refs";
    in
    if pathIsRegularFile folder then
      followLink ref folder
    else if pathIsRegularFile loose then
      readLoose (fileContents loose) folder
    else if pathIsRegularFile packed then
      readPacked ref packed
    else
      { error = "Not a .git directory: ${toString folder}"; };

  # Worktrees and submodules have a file that says where the folder is.
  followLink =
    ref: file:
    let
      link = match "gitdir: (.*)" (fileContents file);
      gitDir = absolute (dirOf file) (head link);
      commonFile = "${gitDir}/commondir";
      common = removeSuffix "/" (
        if pathIsRegularFile commonFile then fileContents commonFile else gitDir
      );
      commonDir = absolute gitDir common;
    in
    if link == null then
      { error = "File contains no gitdir reference: ${toString file}"; }
    else
      resolve (removePrefix "${commonDir}/" "${gitDir}/${ref}") commonDir;

  readLoose =
    content: folder:
    let
      symbolic = match "ref: (.*)" content;
    in
    if symbolic == null then { value = content; } else resolve (head symbolic) folder;

  readPacked =
    ref: file:
    let
      matchRef = match "([a-z0-9]+) ${ref}";
      found = filter (found: found != null) (map matchRef (filter isString (split "\n" (readFile file))));
    in
    if found == [ ] then
      { error = "Could not find ${ref} in ${toString file}"; }
    else
      { value = head (head found); };

  headOf = resolve "HEAD";
in
{
  /**
    Is a path a Git folder with a commit checked out?

    Type: pathIsGitRepo :: path -> bool
    Example: pathIsGitRepo ./.git => true
  */
  pathIsGitRepo = path: headOf path ? value;

  /**
    The commit that is checked out. Throws where there is none.

    Type: commitIdFromGitRepo :: path -> string
    Example: commitIdFromGitRepo ./.git => "3d2a1f…"
  */
  commitIdFromGitRepo =
    path:
    let
      found = headOf path;
    in
    found.value or (throw found.error);
}
