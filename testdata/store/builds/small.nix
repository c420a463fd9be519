# Built by Firn and by C++ Nix; the outputs must be equal, byte for byte. /bin/sh is busybox.
let
  system = "x86_64-linux";
  run =
    name: script: attrs:
    derivation (
      {
        inherit name system;
        builder = "/bin/sh";
        args = [
          "-ec"
          script
        ];
      }
      // attrs
    );

  dependency = run "dependency" ''
    mkdir $out
    echo dependency > $out/file
    ln -s file $out/link
    ln $out/file $out/hard
    chmod 700 $out/file
  '' { };

  inputLink = run "input-link" "ln -s ${dependency}/file $out" { };

  plain =
    run "plain"
      ''
        mkdir -p $out/bin $dev
        cat $bigPath > $out/big
        cat graph > $dev/graph
        echo $dependency/file > $out/bin/reference
        cat $link > $out/through-link
        echo $self > $dev/self
        env | sort | grep -v '^_=' > $out/env
        id > $out/id
        pwd > $out/pwd
        hostname > $out/hostname
        ls /nix/store | sort > $out/store
        ls / | sort > $out/root
        cat /etc/passwd /etc/group /etc/hosts > $out/etc
        cut -d: -f1 /proc/net/dev > $out/net
        ls -A /build > $out/build
        umask > $out/umask
        test ! -w $dependency || echo writable > $out/writable
        if echo x 2>/dev/null > $dependency/new; then echo wrote > $out/wrote; fi
        cat > $out/stdin
        printf '\303\274 %s' "$special" > $out/special
      ''
      {
        outputs = [
          "out"
          "dev"
        ];
        inherit dependency;
        link = inputLink;
        big = "contents of a large attribute\n";
        passAsFile = [ "big" ];
        self = placeholder "dev";
        special = "quote \" dollar $ backslash \\ newline \n ü";
        exportReferencesGraph = [
          "graph"
          inputLink
        ];
        allowedReferences = [
          "dev"
          "out"
          dependency
          inputLink
        ];
      };

  # Nix 2.8 gives NIX_ATTRS_… as they are outside the sandbox, so they are left out.
  structured =
    run "structured"
      ''
        out=${placeholder "out"}
        mkdir $out
        cat .attrs.json > $out/json
        cat .attrs.sh > $out/sh
        env | sort | grep -v -e '^_=' -e '^NIX_ATTRS' > $out/env
      ''
      {
        __structuredAttrs = true;
        PATH = "/none";
        list = [
          1
          "two's"
          true
        ];
        nested = {
          a.b = [ ];
          c = null;
        };
        flat = {
          x = "1";
          "y z" = 2;
        };
        text = "line\nü \" \\ ";
        fraction = 1.5;
        off = false;
        inherit dependency;
        outputs = [ "out" ];
        exportReferencesGraph.graph = [ inputLink ];
      };

  fixed = run "fixed" "echo fixed > $out" {
    outputHash = builtins.hashString "sha256" "fixed\n";
    outputHashAlgo = "sha256";
    outputHashMode = "flat";
  };
in
run "all"
  ''
    mkdir $out
    for i in $inputs; do cp -r $i $out/; done
    chmod -R u+w $out
  ''
  {
    inputs = [
      plain
      plain.dev
      fixed
      structured
    ];
  }
