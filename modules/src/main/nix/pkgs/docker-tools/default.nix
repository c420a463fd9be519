/**
  Container images from store paths, by the names of nixpkgs' `dockerTools`. They are made inside Firn: no tar, no
  Docker and no virtual machine takes part, and the same inputs give the same bytes.
*/
{
  lib,
  pkgs,
}:
let
  reference = import ./reference.nix { inherit lib; };
  images = import ./image.nix { inherit lib pkgs reference; };
  inherit (images)
    asList
    baseReference
    defaultArchitecture
    image
    machineLayer
    rootLayer
    seconds
    ;
  epoch = "1970-01-01T00:00:01Z";

  script = top: text: lib.optional (text != "" && text != null) { inherit top text; };

  /**
    What `buildLayeredImage` and `streamLayeredImage` have in common.
  */
  layered =
    function: extra:
    {
      name,
      tag ? null,
      fromImage ? null,
      fromImageName ? null,
      fromImageTag ? null,
      contents ? [ ],
      config ? { },
      architecture ? defaultArchitecture,
      created ? epoch,
      mtime ? epoch,
      uid ? 0,
      gid ? 0,
      uname ? "root",
      gname ? "root",
      maxLayers ? 100,
      extraCommands ? "",
      fakeRootCommands ? "",
      enableFakechroot ? false,
      includeStorePaths ? true,
      includeNixDB ? false,
      passthru ? { },
      compressor ? "gz",
      format ? "docker-archive",
      meta ? { },
    }:
    let
      paths = asList contents;
      scripts = script false extraCommands ++ script enableFakechroot fakeRootCommands;
      layer =
        if paths == [ ] && scripts == [ ] && !includeNixDB then
          null
        else
          rootLayer {
            name = builtins.baseNameOf name;
            contents = paths;
            inherit scripts;
            recordOwners = scripts != [ ];
            nixDatabaseOf = if includeNixDB then paths else [ ];
            time = seconds mtime;
          };
    in
    image (
      {
        inherit
          function
          architecture
          compressor
          config
          created
          format
          fromImage
          gid
          gname
          includeStorePaths
          layer
          maxLayers
          mtime
          name
          passthru
          tag
          uid
          uname
          ;
        fromImageReference = baseReference fromImageName fromImageTag;
      }
      // extra
    );

  overridable = f: args: lib.makeOverridable f args;
in
rec {
  /**
    An image that boots a system with systemd, as podman runs it (or any engine that gives systemd what it needs):
    the files are those of a machine after a switch to the system, which must be made from the closure.
  */
  buildMachineImage = overridable (
    {
      name,
      toplevel,
      tag ? null,
      config ? { },
      maxLayers ? 100,
      created ? epoch,
      compressor ? "gz",
      format ? "docker-archive",
    }:
    image {
      function = "buildMachineImage";
      inherit
        compressor
        created
        format
        maxLayers
        name
        tag
        ;
      architecture = defaultArchitecture;
      mtime = epoch;
      config = {
        Cmd = [ "/sbin/init" ];
        Env = [ "container=oci" ];
        # What makes systemd shut the machine down in order.
        StopSignal = "SIGRTMIN+3";
      }
      // config;
      layer = machineLayer {
        name = builtins.baseNameOf name;
        inherit toplevel;
        time = seconds epoch;
      };
      passthru = { };
    }
  );

  /**
    An image with one layer of its own: copies of the contents, with all they need, on top of `fromImage`.
  */
  buildImage = overridable (
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
      runAsRoot ? null,
      uid ? 0,
      gid ? 0,
      created ? epoch,
      architecture ? defaultArchitecture,
      compressor ? "gz",
      includeNixDB ? false,
      format ? "docker-archive",
      # Of the virtual machine that other implementations run scripts in; Firn needs none.
      diskSize ? 1024,
      buildVMMemorySize ? 512,
    }@args:
    let
      paths = asList (if copyToRoot != null then copyToRoot else contents);
      scripts = script true runAsRoot ++ script false extraCommands;
      fromImageReference = baseReference fromImageName fromImageTag;
      layer =
        if paths == [ ] && scripts == [ ] && !includeNixDB then
          null
        else
          rootLayer {
            name = builtins.baseNameOf name;
            contents = paths;
            copy = true;
            keepLinks = keepContentsDirlinks;
            inherit scripts uid gid;
            recordOwners = runAsRoot != null;
            fromImage = if runAsRoot == null then null else fromImage;
            fromImageReference = if runAsRoot == null then null else fromImageReference;
            nixDatabaseOf = if includeNixDB then paths else [ ];
            time = seconds created;
          };
    in
    lib.throwIf (copyToRoot != null && contents != null)
      "dockerTools.buildImage: 'contents' is the old name of 'copyToRoot' in image '${name}'; give one of them"
      (image {
        function = "dockerTools.buildImage";
        inherit
          architecture
          compressor
          config
          created
          format
          fromImage
          fromImageReference
          gid
          layer
          name
          tag
          uid
          ;
        mtime = created;
        maxLayers = 127;
        singleLayer = true;
        passthru = {
          buildArgs = args;
        };
      })
  );

  /**
    An image in which the store paths that most others need have a layer each, so that images share them.
  */
  buildLayeredImage = overridable (layered "dockerTools.buildLayeredImage" { });

  /**
    A script that writes the same image to its standard output. The image itself never lies in the store.
  */
  streamLayeredImage = overridable (
    args:
    layered "dockerTools.streamLayeredImage" {
      stream = true;
      passthru = (args.passthru or { }) // {
        archive = buildLayeredImage args;
      };
    } args
  );

  buildImageWithNixDb = args: buildImage (args // { includeNixDB = true; });
  buildLayeredImageWithNixDb = args: buildLayeredImage (args // { includeNixDB = true; });

  /**
    An image of a registry, by its digest, as a Docker archive. The bytes are those `skopeo copy` writes, so hashes
    that were found with it hold.
  */
  pullImage =
    {
      imageName,
      imageDigest,
      sha256 ? null,
      hash ? null,
      os ? "linux",
      arch ? defaultArchitecture,
      finalImageName ? imageName,
      finalImageTag ? "latest",
      tlsVerify ? true,
      name ? "docker-image-${lib.replaceStrings [ "/" ":" ] [ "-" "-" ] finalImageName}-${finalImageTag}.tar",
    }:
    lib.throwIf (builtins.match "sha256:[0-9a-f]{64}" imageDigest == null)
      "dockerTools.pullImage: '${imageDigest}' is no digest of '${imageName}'; write sha256: and 64 hexadecimal digits, as 'firn image inspect ${imageName}' prints it"
      (
        derivation {
          inherit name;
          system = "builtin";
          builder = "builtin:image-pull";
          outputHashMode = "flat";
          outputHashAlgo = if hash != null then null else "sha256";
          outputHash =
            if hash != null then
              hash
            else if sha256 != null then
              sha256
            else
              lib.fakeSha256;
          preferLocalBuild = true;
          inherit
            arch
            finalImageName
            finalImageTag
            imageDigest
            imageName
            os
            tlsVerify
            ;
        }
        // {
          imageName = finalImageName;
          imageTag = finalImageTag;
        }
      );

  /**
    The file system of an image as one tar.
  */
  exportImage =
    {
      fromImage,
      fromImageName ? null,
      fromImageTag ? null,
      name ? fromImage.name,
      diskSize ? 1024,
    }:
    derivation {
      inherit name fromImage;
      system = "builtin";
      builder = "builtin:image-export";
      __structuredAttrs = true;
      preferLocalBuild = true;
      fromImageReference = baseReference fromImageName fromImageTag;
    };

  /**
    One archive of several images.
  */
  mergeImages =
    images:
    derivation {
      name = "merged-docker-images.tar.gz";
      system = "builtin";
      builder = "builtin:image-merge";
      __structuredAttrs = true;
      preferLocalBuild = true;
      inherit images;
    };

  /**
    An image named by its packages, as `firn image build shell/git/htop` makes it.
  */
  imageOfPackages = import ./packages.nix {
    inherit lib pkgs defaultArchitecture;
  } buildLayeredImage streamLayeredImage;

  inherit (import ./nix-shell.nix { inherit lib pkgs; } buildLayeredImage streamLayeredImage)
    buildNixShellImage
    streamNixShellImage
    ;

  inherit (import ./environment.nix { inherit lib pkgs; })
    binSh
    caCertificates
    fakeNss
    shadowSetup
    usrBinEnv
    ;
}
