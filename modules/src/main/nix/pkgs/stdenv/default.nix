/**
  `stdenv`: what a package is built with when it is built from source. The tools are Debian's, from the store; the shell
  functions are in `setup.sh`.
*/
{
  debian,
  lib,
  system,
}:
final: _:
let
  shell = "${debian.bash}/bin/bash";

  /**
    Tools that every build finds on its search path.
  */
  initialPath = [
    debian.coreutils
    debian.findutils
    debian.diffutils
    debian.sed
    debian.grep
    debian.gawk
    debian.tar
    debian.gzip
    debian.bzip2
    debian.xz-utils
    debian.bash
    debian.patch
    debian.make
    debian.file
  ];

  make =
    {
      name,
      cc,
    }@args:
    let
      setup = final.writeTree {
        inherit name;
        entries.setup = {
          executable = true;
          text = ''
            initialPath="${lib.concatMapStringsSep " " (tool: "${tool}") initialPath}"
            defaultShell=${shell}
            defaultCompiler=${if cc == null then "" else "${cc}"}
          ''
          + builtins.readFile ./setup.sh;
        };
      };
      platform = lib.systems.elaborate system;
      stdenv = setup // {
        inherit
          cc
          shell
          initialPath
          system
          ;
        hasCC = cc != null;
        hostPlatform = platform;
        buildPlatform = platform;
        targetPlatform = platform;
        isLinux = true;
        isDarwin = false;
        is64bit = true;
        isx86_64 = system == "x86_64-linux";
        isAarch64 = system == "aarch64-linux";
        mkDerivation = import ./make-derivation.nix { inherit lib shell stdenv system; };
        override = change: make (args // lib.toFunction change args);
        overrideDerivation = f: stdenv // f stdenv;
      };
    in
    stdenv;
in
{
  stdenvNoCC = make {
    name = "stdenv-no-cc";
    cc = null;
  };

  stdenv = make {
    name = "stdenv";
    cc = final.cc;
  };

  gccStdenv = final.stdenv;

  cc = import ./compiler.nix { inherit final lib shell; };
  gcc = final.cc;

  /**
    Shell functions for a builder, as a setup hook.
  */
  makeWrapper = final.writeTree {
    name = "make-wrapper-hook";
    entries."nix-support/setup-hook".text = builtins.replaceStrings [ "@shell@" ] [ shell ] (
      builtins.readFile ./make-wrapper.sh
    );
  };
  makeBinaryWrapper = final.makeWrapper;
  makeShellWrapper = final.makeWrapper;

  /**
    Makes the configure script anew.
  */
  autoreconfHook = final.makeSetupHook {
    name = "autoreconf-hook";
    propagatedBuildInputs = [
      debian.autoconf
      debian.automake
      debian.libtool
      debian.gettext
    ];
  } ./hooks/autoreconf.sh;

  installShellFiles = final.makeSetupHook {
    name = "install-shell-files";
  } ./hooks/install-shell-files.sh;

  /**
    A hook from a script.
  */
  makeSetupHook =
    {
      name ? "hook",
      propagatedBuildInputs ? [ ],
      substitutions ? { },
      meta ? { },
      passthru ? { },
      ...
    }:
    script:
    final.writeTree {
      inherit name meta passthru;
      entries = {
        "nix-support/setup-hook".text = builtins.replaceStrings (
          map (key: "@${key}@") (builtins.attrNames substitutions)
        ) (map toString (builtins.attrValues substitutions)) (builtins.readFile script);
      }
      // lib.optionalAttrs (propagatedBuildInputs != [ ]) {
        "nix-support/propagated-build-inputs".text = "${
          lib.concatMapStringsSep " " (p: "${p}") propagatedBuildInputs
        }\n";
      };
    };

  /**
    An environment to work in: its inputs are those of all `inputsFrom`.
  */
  mkShell =
    {
      name ? "shell",
      packages ? [ ],
      inputsFrom ? [ ],
      buildInputs ? [ ],
      nativeBuildInputs ? [ ],
      propagatedBuildInputs ? [ ],
      propagatedNativeBuildInputs ? [ ],
      ...
    }@attributes:
    let
      collect =
        key: own: own ++ lib.subtractLists inputsFrom (lib.concatMap (from: from.${key} or [ ]) inputsFrom);
    in
    final.stdenv.mkDerivation (
      removeAttrs attributes [
        "packages"
        "inputsFrom"
      ]
      // {
        inherit name;
        buildInputs = collect "buildInputs" buildInputs;
        nativeBuildInputs = packages ++ collect "nativeBuildInputs" nativeBuildInputs;
        propagatedBuildInputs = collect "propagatedBuildInputs" propagatedBuildInputs;
        phases = [ "shellPhase" ];
        shellPhase = "export -p > $out";
        preferLocalBuild = true;
      }
    );
  mkShellNoCC = final.mkShell;
}
