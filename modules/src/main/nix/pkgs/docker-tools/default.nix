/**
  Container images from store paths. The archives are written inside Firn (`builtin:image-layered`): no tar, no Docker
  and no virtual machine takes part, and the same inputs give the same bytes.
*/
{
  lib,
  pkgs,
}:
let
  inherit (pkgs)
    buildEnv
    runCommand
    symlinkJoin
    writeText
    writeTextDir
    ;

  architectures = {
    x86_64-linux = "amd64";
    aarch64-linux = "arm64";
    armv7l-linux = "arm";
    i686-linux = "386";
  };

  system = pkgs.stdenv.hostPlatform.system or pkgs.system;
  defaultArchitecture = architectures.${system} or (throw "dockerTools: no image architecture is known for ${system}");

  /**
    The tree that becomes the top of the image: the merged contents, changed by `extraCommands` where there are any.
  */
  topTree =
    {
      name,
      contents,
      extraCommands,
      pathsToLink ? [ "/" ],
    }:
    let
      merged = buildEnv {
        name = "${name}-contents";
        paths = contents;
        inherit pathsToLink;
        ignoreCollisions = false;
      };
    in
    if extraCommands == "" then
      merged
    else
      runCommand "${name}-top" { inherit extraCommands; } ''
        mkdir -p $out
        cp -a --no-preserve=ownership ${merged}/. $out/
        chmod -R u+w $out
        cd $out
        eval "$extraCommands"
      '';

  asList = value: if builtins.isList value then value else if value == null then [ ] else [ value ];

  /**
    The derivation behind both kinds of image.
  */
  image =
    {
      name,
      tag,
      fromImage,
      contents,
      config,
      created,
      mtime,
      architecture,
      extraCommands,
      maxLayers,
      singleLayer,
      compressor,
      includeStorePaths,
      uid,
      gid,
      uname,
      gname,
      passthru,
    }:
    let
      baseName = builtins.baseNameOf name;
      top = topTree {
        name = baseName;
        inherit contents extraCommands;
      };
      hasTop = contents != [ ] || extraCommands != "";
      # A file that mentions every store path of the configuration, so that what the image runs is in the image.
      configuration = writeText "${baseName}-config.json" (builtins.toJSON config);
      carriers = [ configuration ] ++ lib.optional hasTop top;
      drv = derivation {
        name = "${baseName}.tar${lib.optionalString (compressor == "gz") ".gz"}";
        inherit system;
        builder = "builtin:image-layered";
        __structuredAttrs = true;
        # Raised when the builder comes to write other bytes for the same attributes.
        revision = 2;
        imageName = lib.toLower name;
        imageTag = tag;
        inherit
          config
          created
          mtime
          architecture
          maxLayers
          singleLayer
          compressor
          fromImage
          uid
          gid
          uname
          gname
          carriers
          ;
        customisation = if hasTop then top else null;
        closureOf = if includeStorePaths then carriers else [ ];
        preferLocalBuild = true;
      };
    in
    drv
    // {
      imageName = lib.toLower name;
      imageTag =
        if tag != null then
          tag
        else
          builtins.head (lib.splitString "-" (builtins.baseNameOf (builtins.unsafeDiscardStringContext drv.outPath)));
      meta = { };
    }
    // passthru;
in
rec {
  /**
    An image with one layer of its own: the contents with all they need, on top of `fromImage`.
  */
  buildImage =
    {
      name,
      tag ? null,
      fromImage ? null,
      fromImageName ? null,
      fromImageTag ? null,
      copyToRoot ? null,
      contents ? null,
      keepContentsDirlinks ? false,
      config ? null,
      extraCommands ? "",
      uid ? 0,
      gid ? 0,
      created ? "1970-01-01T00:00:01Z",
      architecture ? defaultArchitecture,
      compressor ? "gz",
    }:
    lib.throwIf (copyToRoot != null && contents != null)
      "dockerTools.buildImage: 'contents' is the old name of 'copyToRoot' in image '${name}'; give one of them"
      (image {
        inherit
          name
          tag
          fromImage
          created
          architecture
          extraCommands
          compressor
          uid
          gid
          ;
        contents = asList (if copyToRoot != null then copyToRoot else contents);
        config = if config == null then { } else config;
        mtime = created;
        maxLayers = 127;
        singleLayer = true;
        includeStorePaths = true;
        uname = "root";
        gname = "root";
        passthru = { };
      });

  /**
    An image in which the store paths that most others need have a layer each, so that images share them.
  */
  buildLayeredImage =
    {
      name,
      tag ? null,
      fromImage ? null,
      contents ? [ ],
      config ? { },
      created ? "1970-01-01T00:00:01Z",
      mtime ? "1970-01-01T00:00:01Z",
      architecture ? defaultArchitecture,
      extraCommands ? "",
      maxLayers ? 100,
      compressor ? "gz",
      uid ? 0,
      gid ? 0,
      uname ? "root",
      gname ? "root",
      includeStorePaths ? true,
      passthru ? { },
    }:
    image {
      inherit
        name
        tag
        fromImage
        created
        mtime
        architecture
        extraCommands
        maxLayers
        compressor
        uid
        gid
        uname
        gname
        includeStorePaths
        passthru
        ;
      contents = asList contents;
      config = if config == null then { } else config;
      singleLayer = false;
    };

  /**
    `/bin/sh`, for programs that insist on it.
  */
  binSh = runCommand "bin-sh" { } ''
    mkdir -p $out/bin
    ln -s ${pkgs.bashInteractive}/bin/bash $out/bin/sh
  '';

  /**
    `/usr/bin/env`, for scripts that insist on it.
  */
  usrBinEnv = runCommand "usr-bin-env" { } ''
    mkdir -p $out/usr/bin
    ln -s ${pkgs.coreutils}/bin/env $out/usr/bin/env
  '';

  /**
    The certificate authorities where programs look for them.
  */
  caCertificates = runCommand "ca-certificates" { } ''
    mkdir -p $out/etc/ssl/certs
    ln -s ${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt $out/etc/ssl/certs/ca-bundle.crt
    ln -s ca-bundle.crt $out/etc/ssl/certs/ca-certificates.crt
  '';

  /**
    Users root and nobody and a name service that reads files, for images with no distribution below.
  */
  fakeNss = symlinkJoin {
    name = "fake-nss";
    paths = [
      (writeTextDir "etc/passwd" ''
        root:x:0:0:root user:/var/empty:/bin/sh
        nobody:x:65534:65534:nobody:/var/empty:/bin/sh
      '')
      (writeTextDir "etc/group" ''
        root:x:0:
        nobody:x:65534:
      '')
      (writeTextDir "etc/nsswitch.conf" ''
        hosts: files dns
      '')
      (runCommand "var-empty" { } "mkdir -p $out/var/empty")
    ];
  };
}
