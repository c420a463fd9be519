/**
  Making file sets, and recognising them.
*/
{ lib }:
let
  inherit (builtins)
    baseNameOf
    dirOf
    elemAt
    head
    isPath
    pathExists
    toString
    typeOf
    ;
  inherit (lib.filesystem) pathType;
  inherit (lib.lists) findFirst findFirstIndex;
  inherit (lib.path) splitRoot subpath;
  inherit (lib.strings) isStringLike;

  # Sorted last, so that strict evaluation shows the rest before it fails.
  noEval._noEval = throw ''
    lib.fileset: Directly evaluating a file set is not supported.
      To turn it into a usable source, use `lib.fileset.toSource`.
      To pretty-print the contents, use `lib.fileset.trace` or `lib.fileset.traceVal`.'';

  located =
    base:
    let
      split = splitRoot base;
    in
    {
      _internalBase = base;
      _internalBaseRoot = split.root;
      _internalBaseComponents = subpath.components split.subpath;
    };

  # Version 0 had no parts of the base; version 2 and before no empty set without a base.
  upgrade =
    old:
    (if old._internalVersion == 0 then located old._internalBase else { })
    // old
    // {
      _internalIsEmptyWithoutBase = false;
      _internalVersion = currentVersion;
    };

  currentVersion = 3;
in
rec {
  /**
    The file set without files and without a base.
  */
  _emptyWithoutBase = noEval // {
    _type = "fileset";
    _internalVersion = currentVersion;
    _internalIsEmptyWithoutBase = true;
  };

  /**
    Type: _create :: path -> tree -> fileset
  */
  _create =
    base: tree:
    noEval
    // located base
    // {
      _type = "fileset";
      _internalVersion = currentVersion;
      _internalIsEmptyWithoutBase = false;
      _internalTree = tree;
    };

  /**
    A path as a file set; a file has the folder around it as its base. Type: ofPath :: path -> fileset
  */
  ofPath =
    path:
    let
      type = pathType path;
    in
    if type == "directory" then
      _create path type
    else
      _create (dirOf path) { ${baseNameOf path} = type; };

  /**
    A file set from what is one or can become one, or a message that begins with the given context.

    Type: recognise :: string -> any -> { success; value; } | { success; message; }
  */
  recognise =
    context: value:
    let
      failure = message: {
        success = false;
        message = "${context} ${message}";
      };
      success = fileset: {
        success = true;
        value = fileset;
      };
      version = value._internalVersion;
    in
    if (value._type or "") == "fileset" then
      if version == currentVersion then
        success value
      else if version < currentVersion then
        success (upgrade value)
      else
        failure ''
          is a file set created from a future version of the file set library with a different internal representation:
              - Internal version of the file set: ${toString version}
              - Internal version of the library: ${toString currentVersion}
              Make sure to update your Nixpkgs to have a newer version of `lib.fileset`.''
    else if isPath value then
      if pathExists value then
        success (ofPath value)
      else
        failure ''
          (${toString value}) is a path that does not exist.
              To create a file set from a path that may not exist, use `lib.fileset.maybeMissing`.''
    else if value ? _isLibCleanSourceWith then
      failure ''
        is a `lib.sources`-based value, but it should be a file set or a path instead.
            To convert a `lib.sources`-based value to a file set you can use `lib.fileset.fromSource`.
            Note that this only works for sources created from paths.''
    else if isStringLike value then
      failure ''
        ("${toString value}") is a string-like value, but it should be a file set or a path instead.
            Paths represented as strings are not supported by `lib.fileset`, use `lib.sources` or derivations instead.''
    else
      failure "is of type ${typeOf value}, but it should be a file set or a path instead.";

  /**
    `recognise`, or its message thrown. Type: _coerce :: string -> any -> fileset
  */
  _coerce =
    context: value:
    let
      result = recognise context value;
    in
    if result.success then result.value else throw result.message;

  /**
    Several file sets, which must lie in one file system.

    Type: recogniseAll :: string -> [ { context :: string; value :: any; } ] -> [ fileset ]
  */
  recogniseAll =
    function: arguments:
    let
      filesets = map (argument: _coerce "${function}: ${argument.context}" argument.value) arguments;
      first = findFirst (fileset: !fileset._internalIsEmptyWithoutBase) null filesets;
      root = first._internalBaseRoot;
      stranger = findFirstIndex (
        fileset: !fileset._internalIsEmptyWithoutBase && fileset._internalBaseRoot != root
      ) null filesets;
      show = argument: place: "    ${argument.context}: Filesystem root is \"${toString place}\"\n";
    in
    if first == null || stranger == null then
      filesets
    else
      throw (
        "${function}: Filesystem roots are not the same:\n"
        + show (head arguments) root
        + show (elemAt arguments stranger) (elemAt filesets stranger)._internalBaseRoot
        + "    Different filesystem roots are not supported."
      );
}
