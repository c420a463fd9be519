# Trees of links.
{ final, lib }:
let
  inherit (final) system;

  pathsOf =
    outputs: package:
    if package ? outputs then
      map (name: "${package.${name}}") (
        lib.filter (name: builtins.elem name package.outputs) (
          lib.unique ((package.meta.outputsToInstall or [ "out" ]) ++ outputs)
        )
      )
    else
      [ "${package}" ];

  priorityOf = package: package.meta.priority or 5;
in
rec {
  /**
    Packages merged into one tree of links. With `postBuild` the links are made in a sandbox after the merge.

    Type: { name, paths, pathsToLink ?, ignoreCollisions ?, postBuild ?, … } -> package
  */
  buildEnv = lib.makeOverridable (
    {
      name ? "${pname}-${version}",
      pname ? (builtins.parseDrvName name).name,
      version ? (builtins.parseDrvName name).version,
      paths,
      manifest ? "",
      ignoreCollisions ? false,
      checkCollisionContents ? true,
      pathsToLink ? [ "/" ],
      extraOutputsToInstall ? [ ],
      extraPrefix ? "",
      postBuild ? "",
      nativeBuildInputs ? [ ],
      buildInputs ? [ ],
      passthru ? { },
      meta ? { },
    }:
    let
      merged = derivation {
        inherit
          name
          system
          manifest
          ignoreCollisions
          checkCollisionContents
          pathsToLink
          extraPrefix
          ;
        builder = "builtin:buildenv";
        __structuredAttrs = true;
        preferLocalBuild = true;
        allowSubstitutes = false;
        pkgs = map (package: {
          paths = pathsOf extraOutputsToInstall package;
          priority = priorityOf package;
        }) (lib.filter (package: package != null) paths);
      };
      drv =
        if postBuild == "" then
          merged
        else
          final.runCommand name
            {
              inherit postBuild nativeBuildInputs buildInputs;
              preferLocalBuild = true;
            }
            ''
              # Folders of the result's own, so that what follows can add to them; files stay links.
              ${lib.optionalString (pathsToLink == [ "/" ] && extraPrefix == "") ''
                mkdir $out
                for each in ${
                  lib.concatMapStringsSep " " (
                    package: lib.concatStringsSep " " (pathsOf extraOutputsToInstall package)
                  ) (lib.sort (a: b: priorityOf a < priorityOf b) (lib.filter (package: package != null) paths))
                }; do
                  [ ! -d $each ] || cp -rsn --no-preserve=mode,ownership $each/. $out/
                done
                rm -rf $out/nix-support/propagated-build-inputs $out/nix-support/debian-control
              ''}
              [ -d $out ] || cp -r --no-preserve=mode,ownership --no-dereference ${merged} $out
              chmod -R u+w $out
              eval "$postBuild"
            '';
    in
    lib.extendDerivation true (
      {
        inherit
          pname
          version
          meta
          passthru
          ;
      }
      // passthru
    ) drv
  );

  /**
    Packages merged by links. Type: { name, paths, postBuild ?, … } -> package
  */
  symlinkJoin =
    {
      name ? "${pname}-${version}",
      pname ? null,
      version ? null,
      paths,
      stripPrefix ? "",
      postBuild ? "",
      nativeBuildInputs ? [ ],
      buildInputs ? [ ],
      passthru ? { },
      meta ? { },
      ...
    }:
    buildEnv {
      inherit
        name
        postBuild
        nativeBuildInputs
        buildInputs
        passthru
        meta
        ;
      paths = if stripPrefix == "" then paths else map (path: "${path}${stripPrefix}") paths;
      ignoreCollisions = true;
    };

  /**
    Links by name.

    Type: string -> (list of { name, path } | attrs) -> package
  */
  linkFarm =
    name: entries:
    let
      named =
        if builtins.isAttrs entries then
          lib.mapAttrs (_: path: { link = "${path}"; }) entries
        else
          # A later entry of the same name wins, as with `ln -sf`.
          lib.foldl' (all: entry: all // { ${entry.name}.link = "${entry.path}"; }) { } entries;
    in
    final.writeTree {
      inherit name;
      entries = lib.mapAttrs' (path: value: lib.nameValuePair (lib.removePrefix "/" path) value) named;
    };

  /**
    Links to packages by their own names. Type: string -> list of package -> package
  */
  linkFarmFromDrvs =
    name: packages:
    linkFarm name (
      map (package: {
        inherit (package) name;
        path = package;
      }) packages
    );

  /**
    Refers to things that are not part of it. Type: string -> list of path -> package
  */
  writeReferencesToFile = path: final.writeText "references" "${path}\n";

  /**
    An empty tree.
  */
  emptyDirectory = final.writeTree {
    name = "empty-directory";
    entries = { };
  };

  emptyFile = final.writeText "empty-file" "";
}
