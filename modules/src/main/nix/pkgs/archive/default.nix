/**
  Packages of the Debian archive as derivations. What the archive knows comes as plain data from builtins; here it
  becomes one fixed-output derivation for each file, and one that makes each component run from the store.
*/
{
  archive,
  lib,
  system,
}:

let
  inherit (builtins)
    mapAttrs
    replaceStrings
    ;

  /**
    A version as it may stand in a store path's name.
  */
  legalVersion = replaceStrings [ ":" "~" ] [ "-" "-" ];

  /**
    One `.deb`, by its hash.
  */
  fetch =
    file:
    derivation {
      name = file.file;
      builder = "builtin:fetchurl";
      system = "builtin";
      inherit (file) url;
      urls = [ file.url ];
      outputHashMode = "flat";
      outputHashAlgo = "sha256";
      outputHash = file.sha256;
      executable = false;
      unpack = false;
      preferLocalBuild = true;
    };

  deb = file: {
    inherit (file) name;
    deb = "${fetch file}";
  };

  programs = import ./programs.nix;

  fixes = import ./fixes {
    inherit
      debian
      lib
      prepared
      system
      ;
  };

  /**
    Components by the name of the member that stands for them.
  */
  components = mapAttrs (name: _: component (archive.package name)) archive.names;

  /**
    What scripts may call unsaid, as `firn.packages.PackageBuiltins` has it, and the loader of all programs.
  */
  base = map (name: "${components.${name}}") (
    builtins.filter (name: archive.names ? ${name}) [
      "dash"
      "bash"
      "coreutils"
      "debianutils"
      "diffutils"
      "findutils"
      "grep"
      "gzip"
      "hostname"
      "libc6"
      "mawk"
      "ncurses-bin"
      "perl-base"
      "sed"
      "tar"
      "util-linux"
    ]
  );

  /**
    Counts the changes to how packages are relocated: a path holds what one version of that made.
  */
  relocation = if system == "aarch64-linux" then 12 else 11;

  component = package: relocated package (fixes.${package.component.name} or { });

  relocated =
    package: fix:
    derivation (
      {
        name = "${package.component.name}-${legalVersion package.version}";
        inherit system;
        builder = "builtin:debian-package";
        __structuredAttrs = true;
        preferLocalBuild = true;
        debs = map deb package.component.members;
        inherit relocation;
        inputs = map (name: "${components.${name}}") package.component.depends;
        siblings = map (name: "${components.${name}}") package.component.siblings;
        base = if package.component.base then [ ] else base;
      }
      // fix
    );

  /**
    What a package's own programs make when Debian configures it, such as an index of its files: the result of a few
    lines of shell, in which `$bare` is the package as it is without its fixes.

    Type: name -> shell -> derivation
  */
  prepared =
    name: script:
    let
      package = archive.package name;
    in
    derivation {
      name = "${package.component.name}-prepared";
      inherit system;
      builder = "${components.dash}/bin/dash";
      args = [
        "-euc"
        script
      ];
      bare = relocated package { };
      PATH = lib.makeBinPath [ components.coreutils ];
      preferLocalBuild = true;
    };

  /**
    A package: its component's store path with what nixpkgs says of a package around it.
  */
  make =
    name:
    let
      data = archive.package name;
      about = archive.describe name;
    in
    package {
      drv = components.${data.component.name};
      pname = name;
      version = legalVersion data.version;
      meta = {
        inherit (about) description;
        homepage = about.homepage;
        mainProgram = programs.${name} or name;
        platforms = [ system ];
      };
    };

  /**
    Attributes of a package around a derivation, with `override` and `overrideAttrs`.
  */
  package =
    {
      drv,
      pname,
      version,
      meta ? { },
      passthru ? { },
    }@args:
    let
      self =
        drv
        // passthru
        // {
          inherit pname version passthru;
          outputs = [ "out" ];
          out = self;
          all = [ self ];
          outputName = "out";
          meta = {
            available = true;
            broken = false;
            insecure = false;
            unfree = false;
            unsupported = false;
            outputsToInstall = [ "out" ];
            name = drv.name;
            position = null;
          }
          // meta;
          override = change: package (args // lib.toFunction change args);
          overrideDerivation = self.overrideAttrs;
          overrideAttrs =
            change:
            let
              old = drv.drvAttrs // {
                inherit
                  pname
                  version
                  meta
                  passthru
                  ;
              };
              new = if builtins.isFunction change then change' (change old) else change;
              # The function may take the final attributes first.
              change' = result: if builtins.isFunction result then change old old else result;
            in
            package {
              drv = derivation (
                drv.drvAttrs
                // removeAttrs new [
                  "pname"
                  "version"
                  "meta"
                  "passthru"
                ]
              );
              pname = new.pname or pname;
              version = new.version or version;
              meta = new.meta or meta;
              passthru = new.passthru or passthru;
            };
        };
    in
    self;

  debian = mapAttrs (name: _: make name) archive.names;

  /**
    Debian's name of what a list for a root tree holds: a name, or a package.
  */
  nameOf = entry: if builtins.isString entry then entry else entry.debianName or entry.pname;

  /**
    What Debian itself takes for granted, as far as a machine without dpkg needs it.
  */
  essential = [
    "base-files"
    "base-passwd"
    "bash"
    "bsdutils"
    "coreutils"
    "dash"
    "debianutils"
    "diffutils"
    "findutils"
    "grep"
    "gzip"
    "hostname"
    "libc-bin"
    "libpam-modules"
    "libpam-runtime"
    "login"
    "mount"
    "ncurses-base"
    "ncurses-bin"
    "passwd"
    "perl-base"
    "sed"
    "sysvinit-utils"
    "tar"
    "util-linux"
  ];
in
{
  inherit debian;
  all = debian;

  /**
    A root tree of packages as Debian has them, with all they depend on and with Debian's essential ones, `/usr` merged,
    `etc` as a skeleton. Nothing is relocated, and no script is run.

    Type: { name ? "root"; packages : list of string or package; essential ? true } -> package
  */
  debianRoot =
    {
      name ? "root",
      packages,
      withEssential ? true,
    }:
    let
      names = map nameOf packages ++ lib.optionals withEssential essential;
    in
    package {
      drv = derivation {
        inherit name system;
        builder = "builtin:debian-root";
        __structuredAttrs = true;
        preferLocalBuild = true;
        debs = map deb (archive.closure names);
      };
      pname = name;
      version = "";
    };
}
