/**
  Path values and subpaths: relative paths, as strings, that stay below where they start.
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    head
    isPath
    length
    match
    typeOf
    ;
  inherit (lib.asserts) assertMsg;
  inherit (lib.lists) drop take;

  subpaths = import ./subpath.nix { inherit lib; };
  inherit (subpaths) explain render split;

  # The filesystem root of a path and the names from there.
  decompose =
    path:
    let
      climb =
        here: names:
        let
          parent = dirOf here;
        in
        if parent == here then
          {
            root = here;
            components = names;
          }
        else
          climb parent ([ (baseNameOf here) ] ++ names);
    in
    climb path [ ];

  needPath =
    function: which: tail: value:
    assertMsg (isPath value)
      "lib.path.${function}: ${which} is of type ${typeOf value}, but a path was expected${tail}";

  sameRoot =
    function: first: second:
    let
      a = decompose first;
      b = decompose second;
    in
    assertMsg (a.root == b.root) (
      "lib.path.${function}: Filesystem roots must be the same for both paths, but paths with different roots were given:\n"
      + "    first argument: \"${toString first}\" with root \"${toString a.root}\"\n"
      + "    second argument: \"${toString second}\" with root \"${toString b.root}\""
    );

  needSubpath =
    description: value:
    assertMsg (explain value == null)
      "lib.path.${description} is not a valid subpath string:\n    ${explain value}";

  storeComponents = split ".${builtins.storeDir}";

  isInStore =
    components:
    let
      depth = length storeComponents;
      below = drop depth components;
    in
    # A placeholder of a content-addressed output stands at the root.
    components != [ ] && match "[0-9a-z]{52}" (head components) != null
    ||
      take depth components == storeComponents && below != [ ] && match ".{32}-.+" (head below) != null;
in
{
  /**
    A path and a subpath of it.

    Type: append :: path -> string -> path
    Example: append /foo "bar/baz" => /foo/bar/baz
  */
  append =
    path: subpath:
    assert needPath "append" "The first argument" "" path;
    assert needSubpath "append: Second argument" subpath;
    path + "/${subpath}";

  /**
    Is the second path the first or below it?

    Type: hasPrefix :: path -> path -> bool
    Example: hasPrefix /foo /foo/bar => true
  */
  hasPrefix =
    prefix:
    assert needPath "hasPrefix" "First argument" "" prefix;
    let
      above = (decompose prefix).components;
      depth = length above;
    in
    path:
    assert needPath "hasPrefix" "Second argument" "" path;
    assert sameRoot "hasPrefix" prefix path;
    take depth (decompose path).components == above;

  /**
    The way from the first path down to the second, as a subpath. Throws where it does not lead
      down.

    Type: removePrefix :: path -> path -> string
    Example: removePrefix /foo /foo/bar/baz => "./bar/baz"
  */
  removePrefix =
    prefix:
    assert needPath "removePrefix" "First argument" "." prefix;
    let
      above = (decompose prefix).components;
      depth = length above;
    in
    path:
    assert needPath "removePrefix" "Second argument" "." path;
    assert sameRoot "removePrefix" prefix path;
    let
      inherit (decompose path) components;
    in
    if take depth components == above then
      render (drop depth components)
    else
      throw "lib.path.removePrefix: The first path argument \"${toString prefix}\" is not a component-wise prefix of the second path argument \"${toString path}\".";

  /**
    A path as its filesystem root and a subpath.

    Type: splitRoot :: path -> { root :: path; subpath :: string; }
    Example: splitRoot /foo/bar => { root = /.; subpath = "./foo/bar"; }
  */
  splitRoot =
    path:
    assert needPath "splitRoot" "Argument" "" path;
    let
      inherit (decompose path) root components;
    in
    {
      inherit root;
      subpath = render components;
    };

  /**
    Is a path a store path or below one?

    Type: hasStorePathPrefix :: path -> bool
    Example: hasStorePathPrefix /nix/store/…-hello/bin => true
  */
  hasStorePathPrefix =
    path:
    assert needPath "hasStorePathPrefix" "Argument" "" path;
    let
      inherit (decompose path) root components;
    in
    assert assertMsg (root == /. && toString root == "/")
      "lib.path.hasStorePathPrefix: Argument has a filesystem root (${toString root}) that's not /, which is currently not supported.";
    isInStore components;

  subpath = {
    /**
      Is the value a subpath: a string that is neither empty nor absolute and has no `..` in it?

      Type: isValid :: any -> bool
      Example: isValid "./foo//bar/" => true
    */
    isValid = value: explain value == null;

    /**
      Several subpaths, one below the other, as one. Throws with the index of the first bad one.

      Type: join :: [ string ] -> string
      Example: join [ "foo" "bar/baz" ] => "./foo/bar/baz"
    */
    join =
      parts:
      let
        wrong = lib.lists.findFirstIndex (part: explain part != null) null parts;
      in
      if wrong == null then
        render (concatMap split parts)
      else
        throw "lib.path.subpath.join: Element at index ${toString wrong} is not a valid subpath string:\n    ${explain (builtins.elemAt parts wrong)}";

    /**
      The names in a subpath.

      Type: components :: string -> [ string ]
      Example: components "./foo//bar/" => [ "foo" "bar" ]
    */
    components =
      value:
      assert needSubpath "subpath.components: Argument" value;
      split value;

    /**
      The one way to write a subpath: `./` in front, single slashes, none at the end.

      Type: normalise :: string -> string
      Example: normalise "foo//bar/" => "./foo/bar"
    */
    normalise =
      value:
      assert needSubpath "subpath.normalise: Argument" value;
      render (split value);
  };
}
