/**
  Calling package functions with arguments found in a set.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    head
    intersectAttrs
    length
    mapAttrs
    ;
  inherit (lib.attrsets) isDerivation;
  inherit (lib.customisation) makeOverridable;
  inherit (lib.lists) init last sortOn take;
  inherit (lib.strings) levenshtein levenshteinAtMost;
  inherit (lib.trivial) functionArgs isFunction mirrorFunctionArgs;

  load = fn: if isFunction fn then fn else import fn;

  # Names like the missing one, nearest first.
  similar =
    name: candidates:
    map (candidate: "\"${candidate}\"") (
      take 3 (sortOn (levenshtein name) (filter (levenshteinAtMost 2 name) candidates))
    );

  suggest =
    names:
    if names == [ ] then
      ""
    else if length names == 1 then
      ", did you mean ${head names}?"
    else
      ", did you mean ${concatStringsSep ", " (init names)} or ${last names}?";

  missingArgument =
    name: formals: available:
    let
      place = builtins.unsafeGetAttrPos name formals;
      shown = if place == null then "<unknown location>" else "${place.file}:${toString place.line}";
    in
    abort "lib.customisation.callPackageWith: Function called without required argument \"${name}\" at ${shown}${suggest (similar name (attrNames available))}";
in
{
  /**
    Call a function, or the function in a file, with those of its formal arguments that a set has,
      and
    with the arguments given; the result can be overridden. Evaluation stops with the name, the
      place
    and similar names where an argument without a default is missing.

    Type: callPackageWith :: attrs -> (attrs -> a) | path -> attrs -> a
    Example: callPackageWith pkgs ({ hello }: hello) { }
  */
  callPackageWith =
    available: fn: args:
    let
      f = load fn;
      formals = functionArgs f;
      passed = intersectAttrs formals available // args;
      missing = filter (name: !(formals.${name} || passed ? ${name})) (attrNames formals);
    in
    if missing == [ ] then
      makeOverridable f passed
    else
      missingArgument (head missing) formals (available // args);

  /**
    `callPackageWith` for a function whose result is a set of packages; each can be overridden.

    Type: callPackagesWith :: attrs -> (attrs -> attrs) | path -> attrs -> attrs
    Example: callPackagesWith pkgs ({ hello }: { a = hello; b = hello; }) { }
  */
  callPackagesWith =
    available: fn: args:
    let
      f = load fn;
      passed = intersectAttrs (functionArgs f) available // args;
      packages = f passed;
      pick = name: makeOverridable (mirrorFunctionArgs f (given: (f given).${name})) passed;
    in
    if isDerivation packages then
      throw "function `callPackages` was called on a *single* derivation \"${packages.name or "<unknown-name>"}\"; did you mean to use `callPackage` instead?"
    else
      mapAttrs (name: _: pick name) packages;
}
