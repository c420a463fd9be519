/**
  File sets: sets of local files, combined before any of them is copied to the store.

  A file set stands for files that exist; wherever one is asked for, a path will do: a folder for all
  files in it, a file for itself.
*/
{ lib }:
let
  inherit (builtins)
    elemAt
    isBool
    isList
    isPath
    pathExists
    seq
    toString
    typeOf
    ;
  inherit (lib.filesystem) pathType;
  inherit (lib.lists) imap0;
  inherit (lib.path) hasPrefix splitRoot;
  inherit (lib.strings) isStringLike;

  internal = import ./internal.nix { inherit lib; };
  inherit (internal)
    _coerce
    recogniseAll
    recognise
    differenceOf
    _emptyWithoutBase
    matching
    fetchedFiles
    passedBy
    intersectionOf
    showFileset
    ofPath
    filesOf
    _toSourceFilter
    unionOf
    ;

  fail = function: message: throw "lib.fileset.${function}: ${message}";

  # Two arguments of a function, as file sets.
  both =
    function: firstName: secondName: first: second:
    recogniseAll "lib.fileset.${function}" [
      {
        context = firstName;
        value = first;
      }
      {
        context = secondName;
        value = second;
      }
    ];

  badRoot =
    root:
    if root ? _isLibCleanSourceWith then
      fail "toSource" ''
        `root` is a `lib.sources`-based value, but it should be a path instead.
            To use a `lib.sources`-based value, convert it to a file set using `lib.fileset.fromSource` and pass it as `fileset`.
            Note that this only works for sources created from paths.''
    else if isStringLike root then
      fail "toSource" ''
        `root` (${toString root}) is a string-like value, but it should be a path instead.
            Paths in strings are not supported by `lib.fileset`, use `lib.sources` or derivations instead.''
    else
      fail "toSource" "`root` is of type ${typeOf root}, but it should be a path instead.";
in
{
  /**
    The file set without files. Type: empty :: fileset
  */
  empty = _emptyWithoutBase;

  /**
    Can the value be used as a file set? Type: isFileset :: any -> bool
  */
  isFileset = value: (recognise "" value).success;

  /**
    A path as a file set; nothing where there is no such path.

    Type: maybeMissing :: path -> fileset
    Example: difference ./. (maybeMissing ./.direnv)
  */
  maybeMissing =
    path:
    if isPath path then
      if pathExists path then ofPath path else _emptyWithoutBase
    else if isStringLike path then
      fail "maybeMissing"
        ''Argument ("${toString path}") is a string-like value, but it should be a path instead.''
    else
      fail "maybeMissing" "Argument is of type ${typeOf path}, but it should be a path instead.";

  /**
    Print the files of a set, then go on with a value.

    Type: trace :: fileset -> a -> a
    Example: trace (fileFilter (file: file.hasExt "c") ./.) null
  */
  trace = fileset: seq (showFileset (_coerce "lib.fileset.trace: Argument" fileset)) (value: value);

  /**
    Print the files of a set, then go on with it. Type: traceVal :: fileset -> fileset
  */
  traceVal =
    fileset:
    let
      given = _coerce "lib.fileset.traceVal: Argument" fileset;
    in
    seq (showFileset given) given;

  /**
    The files of a set, copied to the store as they lie below a folder.

    Type: toSource :: { root :: path; fileset :: fileset; } -> source
    Example: toSource { root = ./.; fileset = ./src; }
  */
  toSource =
    { root, fileset }:
    let
      files = _coerce "lib.fileset.toSource: `fileset`" fileset;
      base = files._internalBase;
      isBased = !files._internalIsEmptyWithoutBase;
      rootRoot = (splitRoot root).root;
      baseRoot = (splitRoot base).root;
      filter = _toSourceFilter files;
    in
    if !isPath root then
      badRoot root
    else if isBased && rootRoot != baseRoot then
      fail "toSource" ''
        Filesystem roots are not the same for `fileset` and `root` (${toString root}):
            `root`: Filesystem root is "${toString rootRoot}"
            `fileset`: Filesystem root is "${toString baseRoot}"
            Different filesystem roots are not supported.''
    else if !pathExists root then
      fail "toSource" "`root` (${toString root}) is a path that does not exist."
    else if pathType root != "directory" then
      fail "toSource" ''
        `root` (${toString root}) is a file, but it should be a directory instead. Potential solutions:
            - If you want to import the file into the store _without_ a containing directory, use string interpolation or `builtins.path` instead of this function.
            - If you want to import the file into the store _with_ a containing directory, set `root` to the containing directory, such as ${toString (dirOf root)}, and set `fileset` to the file path.''
    else if isBased && !(hasPrefix root base) then
      fail "toSource" ''
        `fileset` could contain files in ${toString base}, which is not under the `root` (${toString root}). Potential solutions:
            - Set `root` to ${toString base} or any directory higher up. This changes the layout of the resulting store path.
            - Set `fileset` to a file set that cannot contain files outside the `root` (${toString root}). This could change the files included in the result.''
    else
      # The filter first: reading the files may fail, and should before anything is copied.
      seq filter (
        lib.sources.cleanSourceWith {
          name = "source";
          src = root;
          inherit filter;
        }
      );

  /**
    The paths of all files in a set.

    Type: toList :: fileset -> [ path ]
    Example: toList ./src => [ ./src/a.c ./src/sub/b.c ]
  */
  toList = fileset: filesOf (_coerce "lib.fileset.toList: Argument" fileset);

  /**
    The files in one of two sets.

    Type: union :: fileset -> fileset -> fileset
    Example: union ./Makefile ./src
  */
  union = first: second: unionOf (both "union" "First argument" "Second argument" first second);

  /**
    The files in one of several sets.

    Type: unions :: [ fileset ] -> fileset
    Example: unions [ ./Makefile ./src ]
  */
  unions =
    filesets:
    if isList filesets then
      unionOf (
        recogniseAll "lib.fileset.unions" (
          imap0 (index: value: {
            context = "Element ${toString index}";
            inherit value;
          }) filesets
        )
      )
    else
      fail "unions" "Argument is of type ${typeOf filesets}, but it should be a list instead.";

  /**
    The files in both of two sets.

    Type: intersection :: fileset -> fileset -> fileset
    Example: intersection (gitTracked ./.) (fileFilter (file: file.hasExt "nix") ./.)
  */
  intersection =
    first: second:
    let
      sets = both "intersection" "First argument" "Second argument" first second;
    in
    intersectionOf (elemAt sets 0) (elemAt sets 1);

  /**
    The files in a set that are not in another.

    Type: difference :: fileset -> fileset -> fileset
    Example: difference ./. ./tests
  */
  difference =
    positive: negative:
    let
      sets =
        both "difference" "First argument (positive set)" "Second argument (negative set)" positive negative;
    in
    differenceOf (elemAt sets 0) (elemAt sets 1);

  /**
    The files below a path for which a predicate holds. It gets the `name`, the `type` and a function
    `hasExt`; it must accept further attributes.

    Type: fileFilter :: ({ name; type; hasExt; … } -> bool) -> path -> fileset
    Example: fileFilter (file: file.hasExt "nix") ./.
  */
  fileFilter =
    predicate: path:
    if !(lib.trivial.isFunction predicate) then
      fail "fileFilter"
        "First argument is of type ${typeOf predicate}, but it should be a function instead."
    else if (path._type or "") == "fileset" then
      fail "fileFilter" ''
        Second argument is a file set, but it should be a path instead.
            If you need to filter files in a file set, use `intersection fileset (fileFilter pred ./.)` instead.''
    else if !isPath path then
      fail "fileFilter" "Second argument is of type ${typeOf path}, but it should be a path instead."
    else if !pathExists path then
      fail "fileFilter" "Second argument (${toString path}) is a path that does not exist."
    else
      matching predicate path;

  /**
    The files of a filtered source made from a path.

    Type: fromSource :: source | path -> fileset
    Example: fromSource (lib.sources.cleanSource ./.)
  */
  fromSource =
    source:
    let
      # What `lib.sources` makes keeps where it came from, and the filter.
      filtered = source._isLibCleanSourceWith or false;
      path = source.origSrc or source;
    in
    if isPath path then
      if !pathExists path then
        fail "fromSource"
          "The source origin (${toString path}) of the argument is a path that does not exist."
      else
        (if filtered then passedBy path source.filter else ofPath path)
    else if isStringLike path then
      fail "fromSource" ''
        The source origin of the argument is a string-like value ("${toString path}"), but it should be a path instead.
            Sources created from paths in strings cannot be turned into file sets, use `lib.sources` or derivations instead.''
    else
      fail "fromSource"
        "The source origin of the argument is of type ${typeOf path}, but it should be a path instead.";

  /**
    The files of a working tree that Git knows.

    Type: gitTracked :: path -> fileset
    Example: gitTracked ./.
  */
  gitTracked = path: fetchedFiles "gitTracked" "argument" path { };

  /**
    `gitTracked`, with those of submodules on demand.

    Type: gitTrackedWith :: { recurseSubmodules ? bool; } -> path -> fileset
    Example: gitTrackedWith { recurseSubmodules = true; } ./.
  */
  gitTrackedWith =
    {
      recurseSubmodules ? false,
    }:
    path:
    if isBool recurseSubmodules then
      fetchedFiles "gitTrackedWith" "second argument" path { submodules = recurseSubmodules; }
    else
      fail "gitTrackedWith"
        "Expected the attribute `recurseSubmodules` of the first argument to be a boolean, but it's a ${typeOf recurseSubmodules} instead.";
}
