/**
  Source trees with a filter, which can be filtered again.
*/
{ lib }:
let
  inherit (builtins) elem match;
  inherit (lib.strings) hasPrefix hasSuffix;

  # A filtered tree keeps its parts; anything else is a tree without a filter.
  open =
    src:
    if src ? _isLibCleanSourceWith then
      { inherit (src) origSrc filter name; }
    else
      {
        origSrc = src;
        filter = _: _: true;
        name = "source";
      };

  close =
    {
      origSrc,
      filter,
      name,
    }:
    {
      _isLibCleanSourceWith = true;
      inherit origSrc filter name;
      outPath = builtins.path {
        inherit filter name;
        path = origSrc;
      };
    };

  versionControl = [
    ".svn"
    "CVS"
    ".hg"
    ".jj"
    ".pijul"
    "_darcs"
  ];
in
rec {
  inherit (builtins) filterSource;

  /**
    The filter of `cleanSource`: drops version control folders, backups and swap files of editors,
      object
    files, links named `result…`, and special files.

    Type: cleanSourceFilter :: path -> string -> bool
    Example: cleanSourceFilter "/src/main.o" "regular" => false
  */
  cleanSourceFilter =
    path: type:
    let
      name = baseNameOf path;
      # Git keeps a file instead of a folder in submodules and worktrees.
      isVersionControl = name == ".git" || type == "directory" && elem name versionControl;
      isEditorFile =
        hasSuffix "~" name || match "\\.sw[a-z]" name != null || match "\\..*\\.sw[a-z]" name != null;
      isBuilt =
        hasSuffix ".o" name || hasSuffix ".so" name || type == "symlink" && hasPrefix "result" name;
    in
    !(isVersionControl || isEditorFile || isBuilt || type == "unknown");

  /**
    A tree without what `cleanSourceFilter` drops.

    Type: cleanSource :: path | source -> source
    Example: cleanSource ./.
  */
  cleanSource =
    src:
    cleanSourceWith {
      inherit src;
      filter = cleanSourceFilter;
    };

  /**
    A tree filtered by a predicate of path and file type, in addition to a filter it may have
      already.

    Type: cleanSourceWith :: { src; filter ?; name ?; } -> source
    Example: cleanSourceWith { src = ./.; filter = path: type: !hasSuffix ".bar" path; }
  */
  cleanSourceWith =
    {
      src,
      filter ? _: _: true,
      name ? null,
    }:
    let
      inner = open src;
    in
    close {
      inherit (inner) origSrc;
      name = if name == null then inner.name else name;
      filter = path: type: filter path type && inner.filter path type;
    };

  /**
    A tree that prints every decision of its filter.

    Type: trace :: path | source -> source
  */
  trace =
    src:
    let
      inner = open src;
      shown =
        path: type:
        let
          kept = inner.filter path type;
        in
        builtins.trace "${inner.name}.filter ${path} = ${lib.trivial.boolToString kept}" kept;
    in
    close (inner // { filter = shown; })
    // {
      satisfiesSubpathInvariant = src.satisfiesSubpathInvariant or false;
    };

  /**
    Does a path come from the store? Type: pathHasContext :: string -> bool
  */
  pathHasContext = builtins.hasContext or (hasPrefix builtins.storeDir);

  /**
    Can a tree be filtered? Type: canCleanSource :: path | source -> bool
  */
  canCleanSource = src: if src ? _isLibCleanSourceWith then true else !pathHasContext (toString src);
}
