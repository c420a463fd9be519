# Paths, files, sources and file sets; the folder `tree` beside this file is what they look at.
{ lib }:
let
  inherit (lib) fileset path;
  fails = value: !(builtins.tryEval (builtins.deepSeq value value)).success;
  tree = ./tree;
  names = files: map (file: path.removePrefix tree file) (fileset.toList files);
in
{
  appendStaysBelow = {
    expr = [
      (path.append /foo "bar/./baz//x")
      (fails (path.append /foo "../bar"))
      (fails (path.append /foo "/bar"))
      (fails (path.append /foo ""))
      (fails (path.append "/foo" "bar"))
    ];
    expected = [
      /foo/bar/baz/x
      true
      true
      true
      true
    ];
  };
  prefixesAreComponentWise = {
    expr = [
      (path.hasPrefix /foo /foo/bar)
      (path.hasPrefix /foo /foobar)
      (path.hasPrefix /foo /foo)
      (path.hasPrefix /. /foo)
      (path.removePrefix /foo /foo/bar/baz)
      (path.removePrefix /foo /foo)
      (fails (path.removePrefix /foo /bar))
    ];
    expected = [
      true
      false
      true
      true
      "./bar/baz"
      "./."
      true
    ];
  };
  splitRoot = {
    expr = path.splitRoot /foo/bar;
    expected = {
      root = /.;
      subpath = "./foo/bar";
    };
  };
  subpaths = {
    expr = [
      (map path.subpath.isValid [
        "a/b"
        "./a//"
        "."
        ""
        "/a"
        "a/../b"
        "a..b"
        1
      ])
      (path.subpath.normalise ".//a/./b/")
      (path.subpath.components "a//b/.")
      (path.subpath.join [
        "a"
        "./b/c"
        "."
      ])
      (path.subpath.join [ ])
      (fails (path.subpath.join [
        "a"
        "../b"
      ]))
    ];
    expected = [
      [
        true
        true
        true
        false
        false
        false
        true
        false
      ]
      "./a/b"
      [
        "a"
        "b"
      ]
      "./a/b/c"
      "./."
      true
    ];
  };
  storePaths = {
    expr = [
      (path.hasStorePathPrefix (/. + builtins.storeDir + "/nvl9ic0pj1fpyln3zaqrf4cclbqdfn1j-foo/bar"))
      (path.hasStorePathPrefix (/. + builtins.storeDir))
      (path.hasStorePathPrefix /home/user)
    ];
    expected = [
      true
      false
      false
    ];
  };
  fileTypes = {
    expr = [
      (lib.pathType tree)
      (lib.pathType (tree + "/README.md"))
      (lib.pathIsDirectory (tree + "/src"))
      (lib.pathIsRegularFile (tree + "/src"))
      (lib.pathIsRegularFile (tree + "/missing"))
      (lib.pathIsDirectory (tree + "/missing"))
    ];
    expected = [
      "directory"
      "regular"
      true
      false
      false
      false
    ];
  };
  listFilesRecursive = {
    expr = map (path.removePrefix tree) (lib.filesystem.listFilesRecursive (tree + "/src"));
    expected = [
      "./src/deep/data.txt"
      "./src/main.c"
    ];
  };
  locateDominatingFile = {
    expr = lib.filesystem.locateDominatingFile "(READ)ME\\.md" (tree + "/src/main.c");
    expected = {
      path = tree;
      matches = [ [ "READ" ] ];
    };
  };
  resolveDefaultNix = {
    expr = [
      (lib.filesystem.resolveDefaultNix tree)
      (lib.filesystem.resolveDefaultNix "/some/folder/")
      (lib.filesystem.resolveDefaultNix (tree + "/packages/one.nix"))
    ];
    expected = [
      (tree + "/default.nix")
      "/some/folder/default.nix"
      (tree + "/packages/one.nix")
    ];
  };
  packagesFromTree = {
    expr =
      let
        packages = lib.packagesFromDirectoryRecursive {
          callPackage = lib.callPackageWith { value = 7; };
          directory = tree + "/packages";
        };
      in
      [
        (builtins.attrNames packages)
        packages.one.value
        (packages.group.override { value = 8; }).value
      ];
    expected = [
      [
        "group"
        "one"
      ]
      7
      8
    ];
  };
  filesetsCombine = {
    expr = [
      (names (fileset.union (tree + "/README.md") (tree + "/src/deep")))
      (names (fileset.unions [ ]))
      (names (fileset.difference (tree + "/src") (tree + "/src/deep")))
      (names (fileset.intersection (tree + "/src/deep") tree))
      (names (fileset.intersection (tree + "/src") (tree + "/packages")))
      (names (fileset.fileFilter (file: file.hasExt "nix") tree))
      (names (fileset.maybeMissing (tree + "/missing")))
    ];
    expected = [
      [
        "./README.md"
        "./src/deep/data.txt"
      ]
      [ ]
      [ "./src/main.c" ]
      [ "./src/deep/data.txt" ]
      [ ]
      [
        "./packages/group/package.nix"
        "./packages/one.nix"
      ]
      [ ]
    ];
  };
  filesetsRefuseOtherValues = {
    expr = [
      (fails (fileset.toList "/some/text"))
      (fails (fileset.toList (tree + "/missing")))
      (fails (fileset.unions tree))
      (fails (fileset.fileFilter true tree))
      (fails (fileset.empty._noEval))
      (fileset.isFileset tree)
      (fileset.isFileset fileset.empty)
      (fileset.isFileset "text")
    ];
    expected = [
      true
      true
      true
      true
      true
      true
      true
      false
    ];
  };
  filesetsOfSources = {
    expr = names (
      fileset.fromSource (
        lib.cleanSourceWith {
          src = tree + "/src";
          filter = file: type: type == "directory" || lib.hasSuffix ".c" file;
        }
      )
    );
    expected = [ "./src/main.c" ];
  };
  toSourceKeepsFilter = {
    expr =
      let
        source = fileset.toSource {
          root = tree;
          fileset = tree + "/src/main.c";
        };
        passes = file: source.filter "${toString tree}/${file}";
      in
      [
        source.name
        (passes "src" "directory")
        (passes "src/main.c" "regular")
        (passes "src/deep" "directory")
        (passes "README.md" "regular")
        (fails (
          fileset.toSource {
            root = tree + "/src";
            fileset = tree;
          }
        ))
      ];
    expected = [
      "source"
      true
      true
      false
      false
      true
    ];
  };
  cleanedSources = {
    expr = map (entry: lib.cleanSourceFilter entry.path entry.type) [
      {
        path = "/src/.git";
        type = "directory";
      }
      {
        path = "/src/main.o";
        type = "regular";
      }
      {
        path = "/src/main.c~";
        type = "regular";
      }
      {
        path = "/src/.main.c.swp";
        type = "regular";
      }
      {
        path = "/src/result-bin";
        type = "symlink";
      }
      {
        path = "/src/fifo";
        type = "unknown";
      }
      {
        path = "/src/main.c";
        type = "regular";
      }
      {
        path = "/src/results";
        type = "directory";
      }
    ];
    expected = [
      false
      false
      false
      false
      false
      false
      true
      true
    ];
  };
  globs = {
    expr =
      let
        source = lib.sources.sourceByGlobs tree [
          "*.md"
          "src/**"
        ];
        passes = file: source.filter "${toString tree}/${file}";
      in
      [
        (passes "README.md" "regular")
        (passes "src" "directory")
        (passes "src/deep/data.txt" "regular")
        (passes "packages/one.nix" "regular")
        (passes "deep/README.md" "regular")
      ];
    expected = [
      true
      true
      true
      false
      false
    ];
  };
  sourceNames = {
    expr = [
      (lib.sources.urlToName "https://example.org/group/name.tar.gz")
      (lib.sources.urlToName "git@example.org:group/name.git")
      (lib.sources.shortRev "0123456789abcdef0123456789abcdef01234567")
      (lib.sources.shortRev "release-1.2.3")
      (lib.revOrTag null "v1")
      (lib.revOrTag null null)
      (lib.repoRevToName "full" "name.git" "v1.2" "github")
      (lib.repoRevToName "versioned" "name.git" null "github")
      (lib.repoRevToName "source" "name.git" "v1" "github")
      (fails (lib.repoRevToName "other"))
    ];
    expected = [
      "name"
      "name"
      "0123456"
      "1.2.3"
      "v1"
      "HEAD"
      "name-1.2-github-source"
      "name-source"
      "source"
      true
    ];
  };
}
