/**
  Sets merged by functions.
*/
{ lib }:
let
  inherit (builtins)
    elem
    foldl'
    isAttrs
    mapAttrs
    ;
  inherit (lib.attrsets) filterAttrs genAttrs;
  inherit (lib.lists) toList;
in
rec {
  /**
    A set stays as it is, a function is applied to the first argument.
  */
  defaultMergeArg = base: change: if isAttrs change then change else change base;

  /**
    `//` with a set or a function of the left one.
  */
  defaultMerge = base: change: base // defaultMergeArg base change;

  /**
    A function whose results take further arguments through `passthru.function` and `override`.
  */
  foldArgs =
    merge: f: init: change:
    let
      arg = merge init (defaultMergeArg init change);
      result = f arg;
      base = setAttrMerge "passthru" { } result (
        passthru:
        passthru
        // {
          function = foldArgs merge f arg;
          args = passthru.passthru.args or { } // change;
        }
      );
    in
    base // { override = base.passthru.function; };

  /**
    An attribute, or a default.
  */
  maybeAttr =
    name: default: set:
    set.${name} or default;

  maybeAttrNullable = maybeAttr;

  /**
    A set of one attribute.
  */
  nvs = name: value: { ${name} = value; };

  /**
    The set with an attribute.
  */
  setAttr =
    set: name: value:
    set // nvs name value;

  /**
    The set with an attribute made from its old value, or from a default.
  */
  setAttrMerge =
    name: default: set: change:
    set // nvs name (change (set.${name} or default));

  /**
    Join two sets; a function merges what both have. What only the second has is merged with itself:
    so it always was.
  */
  mergeAttrsWithFunc =
    merge: first: second:
    first // mapAttrs (name: value: merge (first.${name} or value) value) second;

  /**
    Join two sets; what both have becomes one list.
  */
  mergeAttrsConcatenateValues = mergeAttrsWithFunc (a: b: toList a ++ toList b);

  /**
    Join two sets; only the named attributes may be in both.
  */
  mergeAttrsNoOverride =
    {
      mergeLists ? [
        "buildInputs"
        "propagatedBuildInputs"
      ],
      overrideSnd ? [ "buildPhase" ],
    }:
    first: second:
    let
      merge =
        name: value:
        if !(first ? ${name}) then
          value
        else if elem name mergeLists then
          value ++ first.${name}
        else if elem name overrideSnd then
          first.${name}
        else
          throw "error mergeAttrsNoOverride, attribute ${name} given in both attributes - no merge func defined";
    in
    first // mapAttrs merge second;

  /**
    Join two sets by the functions in their attribute `mergeAttrBy`.
  */
  mergeAttrByFunc =
    first: second:
    let
      functions = {
        mergeAttrBy = lib.trivial.mergeAttrs;
      }
      // first.mergeAttrBy or { }
      // second.mergeAttrBy or { };
      present = filterAttrs (name: _: first ? ${name} || second ? ${name}) functions;
      merge =
        name: f:
        if first ? ${name} && second ? ${name} then
          f first.${name} second.${name}
        else
          first.${name} or second.${name};
    in
    first // second // mapAttrs merge present;

  /**
    The usual functions for `mergeAttrByFunc`.
  */
  mergeAttrBy =
    genAttrs [
      "nativeBuildInputs"
      "buildInputs"
      "propagatedBuildInputs"
      "configureFlags"
      "prePhases"
      "postAll"
      "patches"
    ] (_: lib.trivial.concat)
    // genAttrs [
      "passthru"
      "meta"
      "cfg"
      "flags"
    ] (_: lib.trivial.mergeAttrs)
    //
      genAttrs
        [
          "preConfigure"
          "postInstall"
        ]
        (
          _: first: second:
          "${first}\n${second}"
        );

  /**
    Join a list of sets by the usual functions.
  */
  mergeAttrsByFuncDefaults = foldl' mergeAttrByFunc { inherit mergeAttrBy; };

  /**
    `mergeAttrsByFuncDefaults`, without the functions in the result.
  */
  mergeAttrsByFuncDefaultsClean = sets: removeAttrs (mergeAttrsByFuncDefaults sets) [ "mergeAttrBy" ];

  innerModifySumArgs =
    f: extra: sum: next:
    if next == null then f sum null // extra else innerModifySumArgs f extra (sum // next);

  /**
    Collect sets until null comes, then apply the function.
  */
  modifySumArgs = f: extra: innerModifySumArgs f extra { };
}
