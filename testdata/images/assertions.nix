# The images that ImagesTest builds and looks into; what each is for stands beside it.
with import <nixpkgs> { };
rec {
  # A name prints, whatever made the image.
  hello = dockerTools.buildImage {
    name = "hello-single";
    tag = "latest";
    copyToRoot = [ pkgs.hello ];
    config.Cmd = [ "/bin/hello" ];
  };

  # Store paths in layers of their own, a tree at the top; the base of others.
  base = dockerTools.buildLayeredImage {
    name = "base";
    tag = "latest";
    contents = [
      bash
      coreutils
      dockerTools.usrBinEnv
    ];
    extraCommands = ''echo "(extraCommand)" >extraCommands'';
    config.Env = [
      "FROM_PARENT=true"
      "LAST_LAYER=parent"
      "PATH=/bin"
    ];
  };

  # No tag: the store path's hash names it.
  untagged = dockerTools.buildLayeredImage {
    name = "untagged";
    config.Cmd = [ "${pkgs.hello}/bin/hello" ];
  };

  # Shares the layers of what both need, and starts where `base` ended.
  onTop = dockerTools.buildImage {
    name = "registry-1.example.org/on-top";
    tag = "latest";
    fromImage = base;
    runAsRoot = ''
      #!${runtimeShell}
      ${dockerTools.shadowSetup}
      groupadd --system web
      useradd --system --gid web web
      mkdir /data
      chown web:web /data
      rm /extraCommands
      echo "(runAsRoot)" >runAsRoot
    '';
    extraCommands = ''
      mkdir -p tmp
      echo top >tmp/layer
    '';
    config = {
      Cmd = [ "env" ];
      Env = [
        "FROM_CHILD=true"
        "LAST_LAYER=child"
      ];
    };
  };

  # Owners, modes, links and capabilities that a script gave.
  owned = dockerTools.buildLayeredImage {
    name = "owned";
    tag = "latest";
    contents = [
      bash
      coreutils
    ];
    fakeRootCommands = ''
      mkdir -p home/jane
      echo one >home/jane/file
      ln home/jane/file home/jane/twin
      chown -R 1000:100 home/jane
      chmod 4751 home/jane/file
      cp ${coreutils}/bin/true capable
      ${debian.libcap2-bin}/bin/setcap cap_net_raw+ep capable
    '';
  };

  # As many layers as allowed, and not one more.
  three = dockerTools.buildLayeredImage {
    name = "three";
    tag = "latest";
    maxLayers = 3;
    contents = [ pkgs.hello ];
  };

  # No store at all.
  storeless = dockerTools.buildLayeredImage {
    name = "storeless";
    tag = "latest";
    contents = [ (writeTextDir "etc/motd" "hello") ];
    includeStorePaths = false;
  };

  stream = dockerTools.streamLayeredImage {
    name = "base";
    tag = "latest";
    contents = [
      bash
      coreutils
      dockerTools.usrBinEnv
    ];
    extraCommands = ''echo "(extraCommand)" >extraCommands'';
    config.Env = [
      "FROM_PARENT=true"
      "LAST_LAYER=parent"
      "PATH=/bin"
    ];
  };

  layout = dockerTools.buildLayeredImage {
    name = "owned";
    tag = "latest";
    format = "oci";
    compressor = "zstd";
    contents = [ pkgs.hello ];
    fakeRootCommands = "mkdir -p home; chown 1000:1000 home";
  };

  # As `layout`, for readers that know no zstd.
  gzipLayout = dockerTools.buildLayeredImage {
    name = "owned";
    tag = "latest";
    format = "oci";
    compressor = "gz";
    contents = [ pkgs.hello ];
    fakeRootCommands = "mkdir -p home; chown 1000:1000 home";
  };

  exported = dockerTools.exportImage {
    name = "on-top.tar";
    fromImage = onTop;
  };

  merged = dockerTools.mergeImages [
    hello
    three
  ];

  # Whom files belong to and when they were made; the files that programs expect; a database for Nix; one image of several beneath.
  named = dockerTools.buildLayeredImage {
    name = "named";
    tag = "latest";
    fromImage = merged;
    fromImageName = "three";
    fromImageTag = "latest";
    contents = [
      coreutils
      dockerTools.binSh
      dockerTools.caCertificates
      dockerTools.fakeNss
    ];
    created = "2001-02-03T04:05:06Z";
    mtime = "2002-03-04T05:06:07Z";
    uid = 1000;
    gid = 100;
    uname = "jane";
    gname = "users";
    enableFakechroot = true;
    fakeRootCommands = "mkdir /made && chown 7:8 /made";
    includeNixDB = true;
  };

  # A link to a folder stays one where a later package has a folder.
  dirLinks = dockerTools.buildImage {
    name = "dir-links";
    tag = "latest";
    keepContentsDirlinks = true;
    copyToRoot = [
      (runCommand "linked" { } "mkdir -p $out/usr/lib; ln -s usr/lib $out/lib")
      (writeTextDir "lib/file" "through the link")
    ];
    created = "2001-02-03T04:05:06Z";
    uid = 5;
    gid = 6;
    compressor = "zstd";
    includeNixDB = true;
  };

  # A language with all it needs, serving pages.
  python = dockerTools.streamLayeredImage {
    name = "python";
    tag = "latest";
    contents = [
      bash
      coreutils
      python3
      (writeTextDir "www/index.html" "page from python")
    ];
    config = {
      Cmd = [
        "/bin/python3"
        "-m"
        "http.server"
        "--bind"
        "127.0.0.1"
        "--directory"
        "/www"
        "8093"
      ];
    };
  };

  # A derivation is built in a container as it would be outside.
  nixShell = dockerTools.streamNixShellImage {
    name = "nix-shell";
    tag = "latest";
    drv = runCommand "made-inside" { words = "built inside"; } ''echo "$words by $(id -u)" >$out'';
    run = "buildDerivation && cat $out";
  };

  # What goes wrong while an image is built.
  otherMachine = dockerTools.buildLayeredImage {
    name = "other-machine";
    fromImage = base;
    architecture = "arm64";
  };
  noRoom = dockerTools.buildLayeredImage {
    name = "no-room";
    fromImage = base;
    maxLayers = 2;
    contents = [ pkgs.hello ];
  };
  failing = dockerTools.buildLayeredImage {
    name = "failing";
    fakeRootCommands = "echo about to fail; exit 7";
  };
}
