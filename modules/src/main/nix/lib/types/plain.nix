/**
  Types whose definitions are taken as they are: raw values, booleans, sets without structure, packages.
*/
{ lib, types }:
let
  inherit (types) mkOptionType addCheck;
  inherit (lib.options) mergeOneOption mergeEqualOption;
in
{
  raw = mkOptionType {
    name = "raw";
    description = "raw value";
    descriptionClass = "noun";
    merge = mergeOneOption;
  };

  unspecified = mkOptionType {
    name = "unspecified";
    description = "unspecified value";
    descriptionClass = "noun";
  };

  /**
    Any value; sets merge recursively, functions by their results, all else must be equal.
  */
  anything = mkOptionType {
    name = "anything";
    description = "anything";
    descriptionClass = "noun";
    merge = builtins.__mergeAnything types.anything;
  };

  bool = mkOptionType {
    name = "bool";
    description = "boolean";
    descriptionClass = "noun";
    check = builtins.isBool;
    merge = mergeEqualOption;
  };

  /**
    A boolean that is true as soon as one definition is.
  */
  boolByOr = mkOptionType {
    name = "boolByOr";
    description = "boolean (merged using or)";
    descriptionClass = "noun";
    check = builtins.isBool;
    merge = _loc: builtins.any (def: def.value);
  };

  /**
    A set whose definitions are joined with `//`, without a look at their attributes.
  */
  attrs = mkOptionType {
    name = "attrs";
    description = "attribute set";
    check = builtins.isAttrs;
    merge = _loc: builtins.foldl' (joined: def: joined // def.value) { };
    emptyValue.value = { };
  };

  fileset = mkOptionType {
    name = "fileset";
    description = "fileset";
    descriptionClass = "noun";
    check = lib.fileset.isFileset;
    merge = _loc: defs: lib.fileset.unions (map (def: def.value) defs);
    emptyValue.value = lib.fileset.empty;
  };

  /**
    A derivation, or a store path, which becomes a set that looks like one.
  */
  package = mkOptionType {
    name = "package";
    descriptionClass = "noun";
    check = x: lib.isDerivation x || lib.isStorePath x;
    merge =
      loc: defs:
      let
        found = mergeOneOption loc defs;
        bare = builtins.isPath found || (builtins.isString found && !builtins.hasContext found);
      in
      if bare then lib.toDerivation found else found;
  };

  /**
    A package that can be a login shell.
  */
  shellPackage = types.package // {
    check = x: lib.isDerivation x && x ? shellPath;
  };

  /**
    A whole package set.
  */
  pkgs =
    let
      single = types.unique {
        message = "A Nixpkgs pkgs set can not be merged with another pkgs set.";
      } types.attrs;
    in
    addCheck (
      single
      // {
        name = "pkgs";
        description = "Nixpkgs package set";
        descriptionClass = "noun";
      }
    ) (types.isType "pkgs");

  luaInline = mkOptionType {
    name = "luaInline";
    description = "inline lua";
    descriptionClass = "noun";
    check = types.isType "lua-inline";
    merge = mergeEqualOption;
  };
}
