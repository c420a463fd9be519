/**
  Names for fetched sources.
*/
{ lib }:
let
  inherit (builtins) match substring;
  inherit (lib.lists) last;
  inherit (lib.strings) removeSuffix splitString;

  dropExtension =
    name:
    let
      found = match "(.*)\\.(git|tar|zip|gz|tgz|bz|tbz|bz2|tbz2|lzma|txz|xz|zstd)" name;
    in
    if found == null then name else builtins.head found;
in
rec {
  /**
    The name of a source from its URL: the last component without extensions.

    Type: urlToName :: path | string -> string
    Example: urlToName "https://example.org/foo.tar.gz" => "foo"
  */
  urlToName =
    url:
    lib.fixedPoints.converge dropExtension (
      baseNameOf (removeSuffix "/" (last (splitString ":" (toString url))))
    );

  /**
    A short form of a revision: seven digits of a commit, the number in a version tag.

    Type: shortRev :: string -> string
    Example: shortRev "v1.2" => "1.2"
  */
  shortRev =
    revision:
    let
      name = baseNameOf (toString revision);
      version = match "([A-Za-z]+[-_. ]?)*(v)?([0-9.]+.*)" name;
    in
    if match "[a-f0-9]+" name != null then
      substring 0 7 name
    else if version != null then
      last version
    else
      name;

  /**
    The tag, else the revision, else `"HEAD"`.

    Type: revOrTag :: string | null -> string | null -> string
    Example: revOrTag null "v1" => "v1"
  */
  revOrTag = revision: tag: if tag != null then tag else lib.trivial.defaultTo "HEAD" revision;

  /**
    How a fetched repository is called in the store: `source`, or with name and revision
      (`versioned`),
    or with a suffix as well (`full`).

    Type: repoRevToName :: "source" | "versioned" | "full" -> string -> string | null -> string |
      null -> string
    Example: repoRevToName "versioned" "foo.git" "v1.2" "github" => "foo-1.2-source"
  */
  repoRevToName =
    kind:
    let
      dashed = text: if text == null then "" else "-${text}";
      full =
        repository: revision: suffix:
        "${urlToName repository}${dashed (lib.trivial.mapNullable shortRev revision)}${dashed suffix}-source";
      kinds = {
        source =
          _: _: _:
          "source";
        versioned =
          repository: revision: _:
          full repository revision null;
        inherit full;
      };
    in
    kinds.${kind} or (throw "repoRevToName: invalid kind");
}
