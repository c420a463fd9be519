/**
  Derivations as values: laziness, conditions, warnings.
*/
{ lib }:
let
  inherit (builtins) isFunction isString mapAttrs;

  showOutputs = lib.generators.toPretty { multiline = false; };

  unlikeOutputs =
    args:
    let
      given = builtins.unsafeGetAttrPos "outputs" args;
      place =
        if given == null then
          ""
        else
          ",\n    at ${given.file}:${toString given.line}:${toString given.column}";
      defined = args.derivation.meta.position or null;
      origin = if isString defined then ",\n    defined at ${defined}" else "";
    in
    ''
      lib.lazyDerivation: The derivation ${args.derivation.name or "<unknown>"} has outputs that don't match the assumed outputs.

      Assumed outputs passed to lazyDerivation${place}:
          ${showOutputs (args.outputs or [ "out" ])};

      Actual outputs of the derivation${origin}:
          ${showOutputs args.derivation.outputs}

      Pass the actual outputs, in the same order, as `outputs`. Where they are known only after evaluating
      the derivation, nothing can be gained by laziness: use the derivation as it is.
    '';
in
{
  addDrvOutputDependencies =
    builtins.addDrvOutputDependencies or (throw "lib.derivations.addDrvOutputDependencies: this evaluator lacks the builtin of that name.");

  inherit (builtins) unsafeDiscardOutputDependency;

  /**
    A derivation of which nothing is evaluated before it is needed; names, outputs and what is
      passed
    through can be read without evaluating it.

    Type: lazyDerivation :: { derivation; meta ?; passthru ?; outputs ? [ "out" ]; } -> package
    Example: (lazyDerivation { derivation = throw "unused"; passthru.tests = 1; }).tests => 1
  */
  lazyDerivation =
    args@{
      derivation,
      meta ? null,
      passthru ? { },
      outputs ? [ "out" ],
    }:
    let
      checked =
        if (derivation.type or null) != "derivation" then
          throw "lazyDerivation: input must be a derivation."
        else if derivation.outputs != outputs then
          throw (unlikeOutputs args)
        else
          derivation;
    in
    {
      type = "derivation";
      inherit outputs;
      inherit (checked)
        drvPath
        name
        outPath
        outputName
        system
        ;
      meta = if args ? meta then meta else checked.meta;
    }
    // lib.attrsets.genAttrs outputs (output: checked.${output})
    // passthru;

  /**
    A value for an attribute of a derivation, or null, which leaves the attribute out.

    Type: optionalDrvAttr :: bool -> a -> a | null
    Example: optionalDrvAttr false "x" => null
  */
  optionalDrvAttr = condition: value: if condition then value else null;

  /**
    A package that warns when it is built, but not when its name or metadata are read.

    Type: warnOnInstantiate :: string -> package -> package
    Example: warnOnInstantiate "old, use bar" pkgs.foo
  */
  warnOnInstantiate =
    message: package:
    let
      quiet = [
        "meta"
        "name"
        "outputName"
        "type"
      ];
      warned = mapAttrs (_: lib.trivial.warn message) (removeAttrs package quiet);
    in
    package
    // warned
    // lib.attrsets.optionalAttrs (isFunction (package.overrideAttrs or null)) {
      overrideAttrs = change: lib.derivations.warnOnInstantiate message (package.overrideAttrs change);
    };
}
