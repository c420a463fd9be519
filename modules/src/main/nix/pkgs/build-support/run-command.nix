# Derivations from a few lines of shell.
{ final, lib }:
let
  runWith =
    stdenv: name: attributes: script:
    stdenv.mkDerivation (
      {
        inherit name;
        enableParallelBuilding = true;
        buildCommand = script;
        passAsFile = [ "buildCommand" ] ++ attributes.passAsFile or [ ];
      }
      // removeAttrs attributes [ "passAsFile" ]
    );
in
{
  /**
    A result made by a shell script that writes `$out`. Type: string -> attrs -> string -> package
  */
  runCommand = runWith final.stdenvNoCC;

  /**
    The same, never fetched from elsewhere.
  */
  runCommandLocal =
    name: attributes:
    runWith final.stdenvNoCC name (
      {
        preferLocalBuild = true;
        allowSubstitutes = false;
      }
      // attributes
    );

  /**
    The same, with a C compiler.
  */
  runCommandCC = runWith final.stdenv;

  runCommandNoCC = runWith final.stdenvNoCC;
}
