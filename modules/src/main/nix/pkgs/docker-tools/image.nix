/**
  The derivations behind every kind of image. All of them are built inside Firn (`builtin:image-…`).
*/
{
  lib,
  pkgs,
  reference,
}:
let
  inherit (pkgs) writeText;

  system = pkgs.stdenv.hostPlatform.system or pkgs.system;

  architectures = {
    x86_64-linux = "amd64";
    aarch64-linux = "arm64";
    armv7l-linux = "arm";
    i686-linux = "386";
  };

  # What scripts find in PATH: what a build finds, and a shell.
  scriptPath = lib.makeBinPath pkgs.stdenv.initialPath;

  hashPart =
    path: builtins.substring 0 32 (builtins.baseNameOf (builtins.unsafeDiscardStringContext path));
in
rec {
  defaultArchitecture =
    architectures.${system} or (throw "dockerTools: no image architecture is known for ${system}");

  asList =
    value:
    if builtins.isList value then
      value
    else if value == null then
      [ ]
    else
      [ value ];

  /**
    `fromImageName` and `fromImageTag` as one; null for the first image of an archive.
  */
  baseReference = name: tag: if name == null || tag == null then null else "${name}:${tag}";

  seconds = time: if time == "1970-01-01T00:00:01Z" then 1 else time;

  /**
    The layer that stands at the top of an image, as a tar. `scripts` run one after the other, as root of a user
    namespace; `top` makes the tree `/` to them.
  */
  rootLayer =
    {
      name,
      contents,
      copy ? false,
      keepLinks ? false,
      scripts ? [ ],
      recordOwners ? false,
      fromImage ? null,
      fromImageReference ? null,
      nixDatabaseOf ? [ ],
      time,
      uid ? 0,
      gid ? 0,
      uname ? "root",
      gname ? "root",
    }:
    derivation {
      name = "${name}-layer.tar";
      system = if scripts == [ ] then "builtin" else system;
      builder = "builtin:image-root";
      __structuredAttrs = true;
      preferLocalBuild = true;
      revision = 1;
      contents = map (path: "${path}") contents;
      scripts = lib.imap0 (index: script: {
        script = writeText "${name}-script-${toString index}" script.text;
        inherit (script) top;
      }) scripts;
      shell = if scripts == [ ] then null else "${pkgs.bash}/bin/bash";
      path = if scripts == [ ] then null else scriptPath;
      nixDatabaseOf = map (path: "${path}") nixDatabaseOf;
      inherit
        copy
        fromImage
        fromImageReference
        gid
        gname
        keepLinks
        recordOwners
        time
        uid
        uname
        ;
    };

  /**
    The layer that is a machine's root file system, as a tar: what a switch to the system writes.
  */
  machineLayer =
    {
      name,
      toplevel,
      time,
    }:
    derivation {
      name = "${name}-machine.tar";
      system = "builtin";
      builder = "builtin:image-machine";
      __structuredAttrs = true;
      preferLocalBuild = true;
      revision = 1;
      toplevel = "${toplevel}";
      inherit time;
    };

  /**
    An image. `stream` makes the script that writes it instead.
  */
  image =
    {
      function,
      name,
      tag,
      fromImage ? null,
      fromImageReference ? null,
      config,
      created,
      mtime,
      architecture,
      maxLayers ? 100,
      singleLayer ? false,
      compressor ? "gz",
      format ? "docker-archive",
      stream ? false,
      includeStorePaths ? true,
      uid ? 0,
      gid ? 0,
      uname ? "root",
      gname ? "root",
      layer,
      passthru,
    }:
    let
      # A name that no registry accepts is told before it becomes part of a store path.
      baseName = builtins.seq imageName (builtins.baseNameOf name);
      imageName = reference.checkName function name;
      checkedTag = reference.checkTag function name tag;
      checkedConfig = reference.checkConfig function name (if config == null then { } else config);
      # A file that mentions every store path of the configuration, so that what the image runs is in the image.
      configuration = writeText "${baseName}-config.json" (builtins.toJSON checkedConfig);
      carriers = [ configuration ] ++ lib.optional (layer != null) layer;
      extension =
        {
          gz = ".tar.gz";
          zstd = ".tar.zst";
          none = ".tar";
        }
        .${compressor} or (throw "${function}: unknown compressor '${compressor}' for image '${name}'; use gz, zstd or none");
      common = {
        system = "builtin";
        __structuredAttrs = true;
        preferLocalBuild = true;
        # Raised when the builder comes to write other bytes for the same attributes.
        revision = 5;
        inherit imageName;
        imageTag = checkedTag;
        config = checkedConfig;
        inherit
          architecture
          carriers
          created
          fromImage
          fromImageReference
          gid
          gname
          maxLayers
          mtime
          singleLayer
          uid
          uname
          ;
        topLayer = layer;
        closureOf = if includeStorePaths then carriers else [ ];
      };
      drv =
        if stream then
          derivation (
            common
            // {
              name = "stream-${baseName}";
              builder = "builtin:image-stream";
            }
          )
        else
          derivation (
            common
            // {
              name = baseName + (if format == "oci" then "-oci" else extension);
              builder = "builtin:image-layered";
              inherit compressor format;
            }
          );
    in
    drv
    // {
      inherit imageName layer;
      imageTag = if tag != null then tag else hashPart drv.outPath;
      meta = { };
      passthru = passthru // {
        inherit imageName;
      };
    }
    // passthru;
}
