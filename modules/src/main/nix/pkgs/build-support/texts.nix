# Texts in the store. They are written inside Firn, without a shell.
{ final, lib }:
let
  inherit (final) system;

  /**
    A tree of texts, links and copies as a package.
  */
  writeTree =
    {
      name,
      entries,
      meta ? { },
      passthru ? { },
      derivationArgs ? { },
    }:
    let
      drv = derivation (
        {
          inherit name system entries;
          builder = "builtin:tree";
          __structuredAttrs = true;
          preferLocalBuild = true;
          allowSubstitutes = false;
        }
        // derivationArgs
      );
      parsed = builtins.parseDrvName name;
    in
    lib.extendDerivation true (
      {
        inherit meta passthru;
        pname = parsed.name;
        inherit (parsed) version;
        overrideAttrs =
          change:
          writeTree (
            lib.recursiveUpdate { inherit name entries meta passthru; } (
              lib.toFunction change { inherit name meta passthru; }
            )
          );
      }
      // passthru
    ) drv;
in
rec {
  inherit writeTree;

  /**
    A file with a text, or a tree with one file in it.

    Type: { name, text, executable ?, destination ?, checkPhase ?, meta ?, passthru ?, derivationArgs ? } -> package
  */
  writeTextFile =
    {
      name,
      text,
      executable ? false,
      destination ? "",
      checkPhase ? "",
      meta ? { },
      passthru ? { },
      allowSubstitutes ? false,
      preferLocalBuild ? true,
      derivationArgs ? { },
    }:
    let
      path = lib.removePrefix "/" destination;
      written = writeTree {
        inherit name passthru;
        entries.${path} = {
          inherit text executable;
        };
        meta =
          lib.optionalAttrs (executable && lib.hasPrefix "/bin/" destination) {
            mainProgram = lib.removePrefix "/bin/" destination;
          }
          // meta;
      };
    in
    if checkPhase == "" then
      written
    else
      final.runCommand name
        (
          {
            inherit checkPhase meta passthru;
            inherit written;
          }
          // derivationArgs
        )
        ''
          target=$out${lib.escapeShellArg destination}
          cp -r --no-preserve=mode,ownership $written $out
          ${lib.optionalString executable "chmod +x \"$target\""}
          eval "$checkPhase"
        '';

  /**
    A file with a text. Type: string -> string -> package
  */
  writeText = name: text: writeTextFile { inherit name text; };

  /**
    A tree with a text at a path. Type: string -> string -> package
  */
  writeTextDir =
    path: text:
    writeTextFile {
      inherit text;
      name = builtins.baseNameOf path;
      destination = "/${path}";
    };

  /**
    The texts of files, one after another. Type: string -> list of path -> package
  */
  concatText = name: files: concatTextFile { inherit name files; };

  concatTextFile =
    {
      name,
      files,
      executable ? false,
      destination ? "",
      checkPhase ? "",
      meta ? { },
      passthru ? { },
    }:
    writeTextFile {
      inherit
        name
        executable
        destination
        checkPhase
        meta
        passthru
        ;
      text = lib.concatMapStrings builtins.readFile files;
    };

  concatScript =
    name: files:
    concatTextFile {
      inherit name files;
      executable = true;
    };

  /**
    A value as a JSON file. Type: string -> any -> package
  */
  writeJSON = name: value: writeText name (builtins.toJSON value);
}
