/**
  Paths of the programs in packages.
*/
{ lib }:
let
  inherit (builtins) isString match typeOf;
  inherit (lib.attrsets) getBin isDerivation;

  guess =
    package:
    let
      called = package.meta.name or package.pname or package.name;
    in
    lib.trivial.warn
      "getExe: Package ${lib.strings.escapeNixIdentifier called} does not have the meta.mainProgram attribute. We'll assume that the main program has the same name for now, but this behavior is deprecated, because it leads to surprising errors when the assumption does not hold. If the package has a main program, please set `meta.mainProgram` in its definition to make this warning go away. Otherwise, if the package does not have a main program, or if you don't control its definition, use getExe' to specify the name to the program, such as lib.getExe' foo \"bar\"."
      (lib.strings.getName package);
in
rec {
  /**
    The path of a package's main program.

    Type: getExe :: package -> string
    Example: getExe pkgs.hello => "/nix/store/…-hello-2.12/bin/hello"
  */
  getExe = package: getExe' package (package.meta.mainProgram or (guess package));

  /**
    The path of a program in a package.

    Type: getExe' :: package -> string -> string
    Example: getExe' pkgs.imagemagick "convert" => "/nix/store/…-imagemagick-7.1/bin/convert"
  */
  getExe' =
    package: program:
    if !(isDerivation package) then
      throw "lib.meta.getExe': The first argument is of type ${typeOf package}, but it should be a derivation instead."
    else if !(isString program) then
      throw "lib.meta.getExe': The second argument is of type ${typeOf program}, but it should be a string instead."
    else if match ".*/.*" program != null then
      throw "lib.meta.getExe': The second argument \"${program}\" is a nested path with a \"/\" character, but it should just be the name of the executable instead."
    else
      "${getBin package}/bin/${program}";
}
