/**
  Packages around derivations.
*/
{ lib }:
let
  inherit (builtins)
    deepSeq
    head
    listToAttrs
    removeAttrs
    ;
  inherit (lib.attrsets) optionalAttrs;
  inherit (lib.trivial) functionArgs id toFunction;

  pair = name: value: { inherit name value; };
in
rec {
  /**
    A derivation with further attributes, on all its outputs. Its paths can be read only where the
    condition holds.

    Type: extendDerivation :: bool -> attrs -> package -> package
    Example: (extendDerivation true { tests = 1; } pkgs.hello).out.tests => 1
  */
  extendDerivation =
    condition: passthru: drv:
    let
      guarded =
        path:
        assert condition;
        path;

      output =
        name:
        common
        // {
          inherit (drv.${name}) type outputName;
          outputSpecified = true;
          drvPath = guarded drv.${name}.drvPath;
          outPath = guarded drv.${name}.outPath;
        }
        // optionalAttrs (passthru ? overrideAttrs) {
          overrideAttrs = change: (passthru.overrideAttrs change).${name};
        };

      outputs = map (name: pair name (output name)) (drv.outputs or [ "out" ]);

      common =
        drv
        // listToAttrs outputs
        // {
          all = map (entry: entry.value) outputs;
        }
        // passthru
        // {
          drvPath = guarded drv.drvPath;
          outPath = guarded drv.outPath;
        };
    in
    common;

  /**
    A package reduced to what a build farm reads, evaluated in full.

    Type: hydraJob :: package | null -> package | null
  */
  hydraJob =
    drv:
    let
      names = drv.outputs or [ "out" ];
      isAggregate = drv._hydraAggregate or false;

      # What is the same for all outputs, each of which knows the others.
      shared =
        lib.attrsets.getAttrs [ "meta" "name" "system" ] drv
        // { outputs = names; }
        // (
          if isAggregate then
            {
              _hydraAggregate = true;
              constituents = map hydraJob (lib.lists.flatten drv.constituents);
            }
          else
            { }
        )
        // jobs;

      jobOf =
        outputName:
        shared
        // lib.attrsets.getAttrs [ "drvPath" "outPath" ] drv.${outputName}
        // {
          inherit outputName;
          type = "derivation";
        };

      jobs = lib.attrsets.genAttrs names jobOf;
      first = jobs.${head names};
    in
    if drv == null then null else deepSeq first first;

  /**
    A builder of packages on top of another: the arguments given are extended by a function of the final
    and the given ones, some are withheld, and the result may be transformed. The given arguments may be
    a function of the final ones.

    Type: extendMkDerivation ::
      { constructDrv; extendDrvArgs; excludeDrvArgNames ?; excludeFunctionArgNames ?; inheritFunctionArgs ?; transformDrv ?; }
      -> attrs | (attrs -> attrs) -> package
    Example: extendMkDerivation {
      constructDrv = stdenv.mkDerivation;
      extendDrvArgs = final: { doCheck ? true, ... }: { inherit doCheck; };
    }
  */
  extendMkDerivation =
    {
      constructDrv,
      extendDrvArgs,
      excludeDrvArgNames ? [ ],
      excludeFunctionArgNames ? [ ],
      inheritFunctionArgs ? true,
      transformDrv ? id,
    }:
    let
      inherited = removeAttrs (functionArgs constructDrv) excludeDrvArgNames;
      own = functionArgs (extendDrvArgs { });
    in
    {
      inherit
        constructDrv
        excludeDrvArgNames
        extendDrvArgs
        transformDrv
        ;

      __functionArgs = removeAttrs (
        optionalAttrs inheritFunctionArgs inherited // own
      ) excludeFunctionArgNames;

      __functor =
        _: given:
        transformDrv (
          constructDrv (
            final:
            let
              args = toFunction given final;
            in
            removeAttrs args excludeDrvArgNames // extendDrvArgs final args
          )
        );
    };
}
