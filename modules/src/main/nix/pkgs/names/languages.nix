# Languages and their package sets.
{
  debian,
  final,
  lib,
}:
let
  python = debian.python3;

  /**
    Modules by the name they have in Python: `requests` is Debian's `python3-requests`.
  */
  pythonPackages =
    lib.mapAttrs' (name: _: lib.nameValuePair (lib.removePrefix "python3-" name) debian.${name}) (
      lib.filterAttrs (name: _: lib.hasPrefix "python3-" name) debian
    )
    // {
      inherit python;
      pythonOlder = lib.versionOlder python.version;
    };

  /**
    An interpreter that finds some modules and all they depend on.
  */
  withPackages =
    choose:
    let
      modules = choose pythonPackages;
      environment = final.buildEnv {
        name = "python3-${python.version}-modules";
        paths = modules;
        pathsToLink = [ "/lib/python3/dist-packages" ];
        ignoreCollisions = true;
      };
      closure = final.runCommandLocal "python3-${python.version}-env" { inherit modules; } ''
        path=
        declare -A seen=()
        walk() {
          local each
          for each in "$@"; do
            [ -z "''${seen[$each]-}" ] || continue
            seen[$each]=1
            if [ -d "$each/lib/python3/dist-packages" ] && [ "$each" != ${python} ]; then path="$path''${path:+:}$each/lib/python3/dist-packages"; fi
            if [ -f "$each/nix-support/propagated-build-inputs" ]; then walk $(<"$each/nix-support/propagated-build-inputs"); fi
          done
        }
        walk $modules
        mkdir -p $out/bin
        for program in ${python}/bin/python3 ${python}/bin/python3.11; do
          printf '#!%s\nexport PYTHONPATH=%s"''${PYTHONPATH:+:$PYTHONPATH}"\nexec %s "$@"\n' ${final.runtimeShell} "$path" "$program" >$out/bin/''${program##*/}
          chmod +x $out/bin/''${program##*/}
        done
        ln -s python3 $out/bin/python
      '';
    in
    closure;

  pythonSet = python // {
    inherit withPackages;
    pkgs = pythonPackages;
    pythonVersion = lib.versions.majorMinor python.version;
    sitePackages = "lib/python3/dist-packages";
    interpreter = "${python}/bin/python3";
    buildEnv = withPackages;
    meta = python.meta // {
      mainProgram = "python3";
    };
  };

  /**
    GHC with a C compiler, by Debian's names for that, which finds the libraries it links to every program.
  */
  ghc =
    let
      machine = lib.head (lib.splitString "-" final.system);
      libraries = [
        debian.libgmp-dev
        debian.libgmp10
        debian.libffi-dev
        debian.libffi8
      ];
    in
    final.runCommandLocal "ghc-${debian.ghc.version}"
      {
        passthru.version = debian.ghc.version;
        meta.mainProgram = "ghc";
      }
      ''
        mkdir -p $out/bin $out/libexec/ghc
        for tool in ${final.gcc}/bin/*; do
          ln -s $tool $out/libexec/ghc/${machine}-linux-gnu-''${tool##*/}
        done
        for program in ${debian.ghc}/bin/*; do
          name=''${program##*/}
          {
            echo '#!${final.runtimeShell}'
            echo "export PATH=$out/bin:$out/libexec/ghc\"\''${PATH:+:\$PATH}\""
            echo 'export NIX_LDFLAGS="$NIX_LDFLAGS ${
              toString (map (library: "-L${library}/lib/${machine}-linux-gnu") libraries)
            }"'
            echo "exec $program \"\$@\""
          } >$out/bin/$name
          chmod +x $out/bin/$name
        done
      '';
in
{
  inherit ghc;
  python3 = pythonSet;
  python311 = pythonSet;
  python3Packages = pythonPackages;
  python311Packages = pythonPackages;
  python3Minimal = pythonSet;

  nodejs = debian.nodejs // {
    meta = debian.nodejs.meta // {
      mainProgram = "node";
    };
  };
  nodejs_18 = final.nodejs;
  nodejs-slim = final.nodejs;

  perlPackages = debian // {
    perl = final.perl;
  };
  ruby = debian."ruby3.1";
  ruby_3_1 = debian."ruby3.1";
  php = import ../php { inherit final lib debian; };
  php82 = final.php;
  phpExtensions = final.php.extensions;
  php82Extensions = final.php.extensions;
  lua = debian."lua5.4";
  lua5_4 = debian."lua5.4";
  lua5_1 = debian."lua5.1";
  lua5_2 = debian."lua5.2";
  lua5_3 = debian."lua5.3";
  luajit = debian.luajit;
  go = debian.golang-go;
  guile = debian."guile-3.0";
  jdk = debian.openjdk-17-jdk-headless;
  jdk17 = debian.openjdk-17-jdk-headless;
  jdk17_headless = debian.openjdk-17-jdk-headless;
  jre = debian.openjdk-17-jre-headless;
  jre_headless = debian.openjdk-17-jre-headless;
  openjdk = debian.openjdk-17-jdk-headless;
  ocaml = debian.ocaml;
  tcl = debian."tcl8.6";
  R = debian.r-base-core;
  swiProlog = debian.swi-prolog-nox;
  swi-prolog = debian.swi-prolog-nox;
  octave = debian.octave;
  rustc = debian.rustc;
  cargo = debian.cargo;
  clang = debian.clang;
  nodePackages.npm = debian.npm;
  npm = debian.npm;
  yarn = debian.yarnpkg;
  bundler = debian.ruby-bundler;
  erlang = debian.erlang-nox;
}
