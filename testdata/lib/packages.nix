# Packages as values: overriding, scopes, metadata, licences, fetchers.
{ lib }:
let
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
  package = name: {
    type = "derivation";
    inherit name;
    outPath = "/store/${name}";
  };
in
{
  makeOverridableRemembersArguments = {
    expr =
      let
        made =
          lib.makeOverridable
            (
              { a, b }:
              {
                sum = a + b;
              }
            )
            {
              a = 1;
              b = 2;
            };
        changed = made.override { a = 10; };
      in
      [
        made.sum
        changed.sum
        (changed.override (old: { b = old.a * 2; })).sum
        (lib.functionArgs made.override)
      ];
    expected = [
      3
      12
      30
      {
        a = false;
        b = false;
      }
    ];
  };
  makeOverridableOfFunctions = {
    expr = ((lib.makeOverridable ({ a }: x: a + x) { a = 1; }).override { a = 5; }) 2;
    expected = 7;
  };
  overrideAttrsKeepsOverride = {
    expr =
      let
        mk = attrs: attrs // { overrideAttrs = f: mk (attrs // f attrs); };
        made = lib.makeOverridable ({ v }: mk { inherit v; }) { v = 1; };
      in
      ((made.overrideAttrs (old: { w = old.v; })).override { v = 3; }).w;
    expected = 3;
  };
  callPackageFillsArguments = {
    expr =
      let
        call = lib.callPackageWith {
          a = 1;
          b = 2;
        };
        made = call (
          {
            a,
            b,
            c ? 3,
          }:
          {
            inherit a b c;
          }
        ) { b = 20; };
      in
      {
        inherit (made) a b c;
        overridden = (made.override { c = 0; }).c;
      };
    expected = {
      a = 1;
      b = 20;
      c = 3;
      overridden = 0;
    };
  };
  callPackagesOverridesEach = {
    expr =
      let
        made = lib.callPackagesWith { a = 1; } ({ a }: { x.v = a; }) { };
      in
      [
        made.x.v
        (made.x.override { a = 2; }).v
        (fails (lib.callPackagesWith { } ({ }: package "p") { }).name)
      ];
    expected = [
      1
      2
      true
    ];
  };
  scopeFindsItself = {
    expr =
      let
        outer.newScope = extra: lib.callPackageWith ({ base = 1; } // extra);
        scope = lib.makeScope outer.newScope (self: {
          one = self.callPackage ({ base }: { v = base; }) { };
          two = self.callPackage ({ one }: { v = one.v + 1; }) { };
        });
        changed = scope.overrideScope (final: prev: { one.v = 10; });
      in
      [
        scope.two.v
        changed.two.v
      ];
    expected = [
      2
      11
    ];
  };
  extendMkDerivationLayersArguments = {
    expr =
      let
        build = lib.extendMkDerivation {
          constructDrv = f: lib.fix f;
          excludeDrvArgNames = [ "secret" ];
          extendDrvArgs =
            final:
            {
              check ? true,
              ...
            }:
            {
              doCheck = check;
              name = "${final.pname}-1";
            };
        };
      in
      {
        made = build {
          pname = "x";
          secret = 1;
        };
        args = lib.functionArgs build;
      };
    expected = {
      made = {
        pname = "x";
        doCheck = true;
        name = "x-1";
      };
      args.check = true;
    };
  };
  crossIndexThereAndBack = {
    expr =
      let
        index = {
          buildBuild = 1;
          buildHost = 2;
          buildTarget = 3;
          hostHost = 4;
          hostTarget = 5;
          targetTarget = 6;
        };
      in
      [
        (lib.renameCrossIndexFrom "pkgs" (lib.renameCrossIndexTo "pkgs" index) == index)
        (lib.mapCrossIndex (n: n * 2) index).targetTarget
        (lib.renameCrossIndexTo "self" index).selfHostTarget
      ];
    expected = [
      true
      12
      5
    ];
  };
  lazyDerivationStaysLazy = {
    expr =
      (lib.lazyDerivation {
        derivation = throw "evaluated";
        outputs = [
          "out"
          "dev"
        ];
        meta.description = "d";
        passthru.tests = 1;
      })
      // {
        out = null;
        dev = null;
        outPath = null;
        drvPath = null;
        outputName = null;
        name = null;
        system = null;
      };
    expected = {
      type = "derivation";
      outputs = [
        "out"
        "dev"
      ];
      meta.description = "d";
      tests = 1;
      out = null;
      dev = null;
      outPath = null;
      drvPath = null;
      outputName = null;
      name = null;
      system = null;
    };
  };
  lazyDerivationChecksOutputs = {
    expr = fails (
      lib.lazyDerivation { derivation = package "p" // { outputs = [ "bin" ]; }; }
    ).outPath;
    expected = true;
  };
  executables = {
    expr = [
      (lib.getExe (package "hello" // { meta.mainProgram = "hi"; }))
      (lib.getExe' (package "tools") "convert")
      (lib.getExe' (package "tools" // { bin = package "tools-bin"; }) "convert")
      (fails (lib.getExe' (package "tools") "a/b"))
      (fails (lib.getExe' "tools" "a"))
    ];
    expected = [
      "/store/hello/bin/hi"
      "/store/tools/bin/convert"
      "/store/tools-bin/bin/convert"
      true
      true
    ];
  };
  metadata = {
    expr = [
      (lib.addMetaAttrs { b = 2; } { meta.a = 1; }).meta
      (lib.hiPrio { }).meta.priority
      (lib.lowPrio { meta.x = 1; }).meta
      (lib.appendToName "bar" { name = "foo-1.2"; }).name
      (lib.dontDistribute { }).meta.hydraPlatforms
    ];
    expected = [
      {
        a = 1;
        b = 2;
      }
      (-10)
      {
        x = 1;
        priority = 10;
      }
      "foo-bar-1.2"
      [ ]
    ];
  };
  availability = {
    expr =
      let
        linux = lib.systems.elaborate "x86_64-linux";
        on = meta: lib.meta.availableOn linux { inherit meta; };
      in
      [
        (on { })
        (on { platforms = [ "aarch64-linux" ]; })
        (on { platforms = lib.platforms.linux; })
        (on { badPlatforms = [ lib.systems.inspect.patterns.isLinux ]; })
        (on { platforms = [ { kernel.name = "linux"; } ]; })
      ];
    expected = [
      true
      false
      true
      false
      true
    ];
  };
  licencesById = {
    expr = [
      (lib.getLicenseFromSpdxId "mit").shortName
      (lib.getLicenseFromSpdxIdOr "no-such-licence" null)
      lib.licenses.gpl3Only.free
      lib.licenses.unfree.free
      lib.licenses.bsl11.redistributable
      lib.licensesSpdx."Apache-2.0".url
    ];
    expected = [
      "mit"
      null
      true
      false
      true
      "https://spdx.org/licenses/Apache-2.0.html"
    ];
  };
  licenceExpressions = {
    expr =
      let
        inherit (lib.licenses)
          AND
          OR
          PLUS
          asl20
          isFree
          mit
          toSPDX
          unfree
          ;
        choice = OR [
          mit
          unfree
        ];
        both = AND [
          mit
          unfree
        ];
      in
      [
        (toSPDX (OR [
          mit
          asl20
        ]))
        (toSPDX (AND [
          choice
          (PLUS asl20)
        ]))
        (isFree choice)
        (isFree both)
        (lib.licenses.containsLicenses [ unfree ] choice)
      ];
    expected = [
      "MIT OR Apache-2.0"
      "(MIT OR LicenseRef-nixos-unfree) AND Apache-2.0+"
      true
      false
      false
    ];
  };
  normalizedHashes = {
    expr = [
      (lib.fetchers.normalizeHash { } { sha256 = "x"; url = "u"; })
      (lib.fetchers.normalizeHash { } { hash = ""; }).outputHash
      (lib.fetchers.normalizeHash { required = false; } { url = "u"; })
      (fails (
        lib.fetchers.normalizeHash { } {
          hash = "a";
          sha256 = "b";
        }
      ))
      (fails (lib.fetchers.normalizeHash { } { }))
    ];
    expected = [
      {
        outputHash = "x";
        outputHashAlgo = "sha256";
        url = "u";
      }
      lib.fakeHash
      { url = "u"; }
      true
      true
    ];
  };
  withNormalizedHash = {
    expr =
      let
        fetch = lib.fetchers.withNormalizedHash { } (
          {
            url,
            outputHash ? "",
            outputHashAlgo ? null,
          }:
          "${url} ${outputHashAlgo} ${outputHash}"
        );
      in
      [
        (fetch {
          url = "u";
          sha256 = "h";
        })
        (lib.functionArgs fetch)
      ];
    expected = [
      "u sha256 h"
      {
        url = false;
        hash = true;
      }
    ];
  };
}
