# The derivations beside this file are what C++ Nix 2.8 made of it.
let
  system = "x86_64-linux";
  plain =
    name: attrs:
    derivation (
      {
        inherit name system;
        builder = "/bin/sh";
      }
      // attrs
    );
  fetch =
    url: mode:
    plain "source.tar" {
      inherit url;
      outputHash = "0000000000000000000000000000000000000000000000000000000000000000";
      outputHashAlgo = "sha256";
      outputHashMode = mode;
    };
  script = builtins.toFile "builder.sh" "echo hello > $out\n";
  library = plain "library" {
    outputs = [
      "out"
      "dev"
      "doc"
    ];
    args = [
      "-e"
      script
    ];
    src = fetch "http://example.org/a" "flat";
  };
  strange = plain "strange+name-1.0_2?x=y" {
    args = [
      ""
      "quote \" backslash \\ dollar $ tab \t return \r line \n end"
    ];
    "key with \"quotes\"\n" = "ünïcode ☃";
    empty = "";
  };
  twice = plain "twice" {
    one = (fetch "http://example.org/a" "recursive").outPath;
    two = (fetch "http://example.org/b" "recursive").outPath;
    dev = library.dev;
    lib = library;
    inherit strange;
  };
  structured = plain "structured" {
    __structuredAttrs = true;
    list = [
      1
      "two"
      { three = 3.5; }
    ];
    inherit library;
    outputs = [
      "bin"
      "out"
    ];
  };
  sums =
    map
      (
        algorithm:
        plain "sum-${algorithm}" {
          outputHash = builtins.hashString algorithm "firn";
          outputHashAlgo = algorithm;
          outputHashMode = if algorithm == "sha1" then "recursive" else "flat";
        }
      )
      [
        "md5"
        "sha1"
        "sha512"
      ];
  drvAsSource = plain "drv-as-source" { all = twice.drvPath; };
in
plain "everything" {
  inherit twice structured sums;
  source = drvAsSource;
}
