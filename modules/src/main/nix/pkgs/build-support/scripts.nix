# Scripts in the store.
{ final, lib }:
let
  inherit (final) writeTextFile;
  shell = "${final.bash}/bin/bash";
in
rec {
  runtimeShell = shell;

  /**
    An executable text. Type: string -> string -> package
  */
  writeScript =
    name: text:
    writeTextFile {
      inherit name text;
      executable = true;
    };

  /**
    The same, as `bin/NAME`. Type: string -> string -> package
  */
  writeScriptBin =
    name: text:
    writeTextFile {
      inherit name text;
      executable = true;
      destination = "/bin/${name}";
    };

  /**
    A shell script. Type: string -> string -> package
  */
  writeShellScript = name: text: writeScript name "#!${shell}\n${text}\n";

  /**
    A shell script as `bin/NAME`. Type: string -> string -> package
  */
  writeShellScriptBin = name: text: writeScriptBin name "#!${shell}\n${text}\n";

  /**
    A shell script with strict options and the programs it uses on its search path. A `checkPhase` is run where one is
    given; there is no default one, so that nothing but the text has to be built.
  */
  writeShellApplication =
    {
      name,
      text,
      runtimeInputs ? [ ],
      runtimeEnv ? null,
      meta ? { },
      passthru ? { },
      checkPhase ? null,
      excludeShellChecks ? [ ],
      extraShellCheckFlags ? [ ],
      bashOptions ? [
        "errexit"
        "nounset"
        "pipefail"
      ],
      derivationArgs ? { },
      inheritPath ? true,
    }:
    writeTextFile {
      inherit
        name
        meta
        passthru
        derivationArgs
        ;
      executable = true;
      destination = "/bin/${name}";
      checkPhase = if checkPhase == null then "" else checkPhase;
      text =
        "#!${shell}\n"
        + lib.concatMapStrings (option: "set -o ${option}\n") bashOptions
        + lib.optionalString (runtimeEnv != null) (
          lib.concatStrings (
            lib.mapAttrsToList (
              variable: value: "${lib.toShellVar variable value}\nexport ${variable}\n"
            ) runtimeEnv
          )
        )
        + lib.optionalString (runtimeInputs != [ ]) (
          "\nexport PATH=\"${lib.makeBinPath runtimeInputs}${lib.optionalString inheritPath ":$PATH"}\"\n"
        )
        + "\n${text}\n";
    };

  /**
    A Python script as `bin/NAME`. Type: string -> { libraries ? } -> string -> package
  */
  writePython3Bin =
    name:
    {
      libraries ? [ ],
      ...
    }:
    text: writeScriptBin name "#!${final.python3.withPackages (_: libraries)}/bin/python3\n${text}\n";

  writePython3 =
    name:
    {
      libraries ? [ ],
      ...
    }:
    text: writeScript name "#!${final.python3.withPackages (_: libraries)}/bin/python3\n${text}\n";
}
