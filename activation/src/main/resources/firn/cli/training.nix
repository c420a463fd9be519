# What the ahead-of-time cache learns the language from: a package set and a module system of the kind that large
# configurations are made of, written in the language itself. `rounds` says how much of it there is.
{ rounds ? 40 }:
with builtins;
let
  lib = import <nixpkgs/lib>;
  inherit (lib) optional optionals optionalString optionalAttrs concatMapStrings concatMapStringsSep hasPrefix hasSuffix
    mapAttrsToList filterAttrs nameValuePair imap0 imap1 range unique flatten toLower removeSuffix splitString escapeShellArg
    foldr fold partition recursiveUpdate versionAtLeast assertMsg isDerivation getName optionalAttrsOf types;

  fix = f: let x = f x; in x;
  extends = overlay: base: final: let prev = base final; in prev // overlay final prev;
  compose = f: g: final: prev: let first = f final prev; prev' = prev // first; in first // g final prev';
  overridable = f: origArgs:
    let result = f origArgs;
        overrideWith = newArgs: origArgs // (if isFunction newArgs then newArgs origArgs else newArgs);
    in
    if isAttrs result then result // {
      override = newArgs: overridable f (overrideWith newArgs);
      overrideAttrs = g: overridable (args: (f args).overrideAttrs' g) origArgs;
    } else result;
  callPackageWith = auto: fn: args:
    let f = if isFunction fn then fn else import fn;
        given = intersectAttrs (functionArgs f) auto;
    in overridable f (given // args);

  # ---- packages ----
  platforms = { linux = [ "x86_64-linux" "aarch64-linux" "armv7l-linux" ]; darwin = [ "x86_64-darwin" ]; };
  licenses = mapAttrs (short: full: { shortName = short; fullName = full; free = true; })
    { mit = "MIT License"; gpl3 = "GNU General Public License v3.0"; bsd3 = "BSD 3-clause"; };
  mkDerivation = { name ? "", pname ? "", version ? "", buildInputs ? [ ], nativeBuildInputs ? [ ], patches ? [ ], flags ? [ ]
    , doCheck ? false, outputs ? [ "out" ], passthru ? { }, meta ? { }, ... }@attrs:
    let
      fullName = if name != "" then name else "${pname}-${version}";
      dependencies = map (d: d.dev or d) (nativeBuildInputs ++ buildInputs);
      checked = attrs':
        if meta ? broken && meta.broken then throw "package '${fullName}' is marked as broken"
        else if !(elem "x86_64-linux" (meta.platforms or platforms.linux)) then abort "unsupported"
        else attrs';
      arguments = removeAttrs attrs [ "meta" "passthru" "pname" "flags" ] // {
        name = fullName;
        system = "x86_64-linux";
        builder = "/bin/sh";
        args = [ "-e" (toFile "builder.sh" "source $stdenv/setup; genericBuild") ];
        inherit outputs;
        buildInputs = map toString dependencies;
        configureFlags = flags ++ optional doCheck "--enable-check" ++ map (o: "--with-${o}=${placeholder o}") outputs;
        patches = map toString patches;
        doCheck = doCheck;
        __ignoreNulls = true;
        nothing = if doCheck then null else "";
      } // optionalAttrs (dependencies != [ ]) { strictDeps = true; };
      drv = derivation (checked arguments);
    in
    lib.extendDerivation true ({
      meta = { name = fullName; available = true; outputsToInstall = [ "out" ]; } // meta;
      inherit passthru;
      overrideAttrs' = f: mkDerivation (attrs // f attrs);
    } // passthru) drv;

  shapes = [
    ({ stdenv, lib, fetch, zlib ? null, ... }: n: deps: stdenv.mkDerivation rec {
      pname = "library-${toString n}"; version = "1.${toString n}.0";
      src = fetch { url = "mirror://sourceforge/${pname}/${version}.tar.gz"; sha256 = hashString "sha256" pname; };
      buildInputs = deps ++ optional (zlib != null) zlib;
      outputs = [ "out" "dev" ];
      meta = with licenses; { description = "Library ${toString n}"; license = mit; platforms = platforms.linux ++ platforms.darwin; };
    })
    ({ stdenv, fetch, lib, enableTests ? false, ... }: n: deps: stdenv.mkDerivation {
      name = "tool-${toString n}-0.${toString n}";
      src = fetch { url = "https://example.org/${toString n}.tar.xz"; sha256 = hashString "sha256" (toString n); };
      nativeBuildInputs = deps; doCheck = enableTests;
      flags = [ "--prefix=$out" ] ++ optionals (n > 10) [ "--enable-fast" "--without-x" ];
      patches = [ ];
      postPatch = ''
        substituteInPlace Makefile --replace /usr $out
        ${concatMapStrings (d: ''
          ln -s ${d} $out/${getName d.name}
        '') deps}
        for f in bin/*; do
          wrapProgram "$f" --prefix PATH : ${concatMapStringsSep ":" (d: "${d}/bin") deps}
        done
      '';
      passthru = { tests.version = n; };
    })
    ({ stdenv, ... }@pkgs: n: deps:
      let source = "sha256:${hashString "sha256" "${toString n}"}"; in
      assert n >= 0;
      stdenv.mkDerivation ({
        pname = "script${optionalString (n > 5) "-large"}"; version = toString n;
        text = source; preferLocalBuild = true;
        meta.priority = if n > 3 && n < 9 || n == 20 then 10 else -5;
      } // (if pkgs ? config && pkgs.config.allowUnfree or false then { unfree = true; } else { })))
  ];
  base = self: {
    inherit lib;
    config = { allowUnfree = true; };
    stdenv = { inherit mkDerivation; isLinux = true; hostPlatform = { system = "x86_64-linux"; isx86 = true; }; };
    callPackage = callPackageWith self;
    fetch = { url, sha256, ... }: derivation {
      name = baseNameOf url; inherit url; system = "builtin"; builder = "builtin:fetchurl";
      outputHash = sha256; outputHashAlgo = "sha256"; outputHashMode = "flat"; preferLocalBuild = true;
    };
    zlib = mkDerivation { name = "zlib-1.0"; outputs = [ "out" "dev" ]; };
  } // listToAttrs (genList (n: nameValuePair "p${toString n}" (
    let shape = elemAt shapes (lib.mod n 3);
        names = filter (k: k >= 0) [ (n - 1) (n / 2) (n - 7) ];
        deps = if n == 0 then [ ] else map (k: self."p${toString k}") (filter (k: k != n) names);
    in (self.callPackage (setFunctionArgs shape (functionArgs shape // { stdenv = false; fetch = false; lib = false; config = true; }) n deps) { })
  )) (rounds * 6));
  setFunctionArgs = shape: formals: n: deps: { __functor = _: args: shape args n deps; __functionArgs = formals; };
  functionArgs = f: f.__functionArgs or (builtins.functionArgs f);
  isFunction = f: builtins.isFunction f || f ? __functor;
  overlays = genList (i: final: prev: {
    "p${toString i}" = prev."p${toString i}".overrideAttrs (old: { extra = "overlay ${toString i}"; postInstall = (old.postInstall or "") + "true\n"; });
    "alias${toString i}" = final."p${toString (i + 1)}";
  }) (rounds / 4);
  packages = fix (foldl' (b: o: extends o b) base overlays);
  all = filter isDerivation (mapAttrsToList (name: value: value) (removeAttrs packages [ "lib" "stdenv" "config" ]));

  # ---- modules ----
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkMerge = contents: { _type = "merge"; inherit contents; };
  mkOverride = priority: content: { _type = "override"; inherit priority content; };
  mkOption = attrs: attrs // { _type = "option"; };
  isType = type: x: x._type or "" == type;
  mkType = { name, check ? x: true, merge ? loc: defs: (head defs).value, sub ? null }: { inherit name check merge sub; _type = "option-type"; };
  t = rec {
    str = mkType { name = "string"; check = isString; merge = one; };
    int = mkType { name = "integer"; check = isInt; merge = one; };
    bool = mkType { name = "boolean"; check = isBool; merge = one; };
    lines = mkType { name = "lines"; check = isString; merge = loc: defs: concatStringsSep "\n" (map (d: d.value) defs); };
    anything = mkType { name = "anything"; merge = loc: defs: foldl' (a: d: if isAttrs a && isAttrs d.value then recursiveUpdate a d.value else d.value) (head defs).value (tail defs); };
    one = loc: defs:
      if length defs == 1 then (head defs).value
      else if all' (d: d.value == (head defs).value) (tail defs) then (head defs).value
      else throw "conflicting definitions of ${concatStringsSep "." loc} in ${concatMapStringsSep " and " (d: d.file) defs}";
    all' = builtins.all;
    nullOr = of: mkType { name = "null or ${of.name}"; check = x: x == null || of.check x;
      merge = loc: defs: if builtins.all (d: d.value == null) defs then null else of.merge loc (filter (d: d.value != null) defs); };
    listOf = of: mkType { name = "list of ${of.name}"; check = isList;
      merge = loc: defs: concatLists (imap1 (n: d: imap1 (m: v: (mergeDefinitions (loc ++ [ "[${toString n}-${toString m}]" ]) of [ { inherit (d) file; value = v; } ]).value) d.value) defs); };
    attrsOf = of: mkType { name = "attributes of ${of.name}"; check = isAttrs;
      merge = loc: defs: mapAttrs (name: ds: (mergeDefinitions (loc ++ [ name ]) of ds).value)
        (zipAttrsWith (name: ds: ds) (map (d: mapAttrs (name: value: { inherit (d) file; inherit value; }) d.value) defs)); };
    submodule = module: mkType { name = "submodule"; check = x: isAttrs x || isFunction x;
      merge = loc: defs: (evalModules { prefix = loc; modules = [ module ] ++ map (d: { _file = d.file; config = d.value; }) defs;
        specialArgs.name = lib.last loc; }).config; };
  };
  discharge = def:
    if isType "merge" def then concatMap discharge def.contents
    else if isType "if" def then (if def.condition then discharge def.content else [ ])
    else [ def ];
  push = config:
    if isType "merge" config then concatMap push config.contents
    else if isType "if" config then map (mapAttrs (n: v: mkIf config.condition v)) (push config.content)
    else [ config ];
  strongest = defs:
    let priority = d: if isType "override" d.value then d.value.priority else 100;
        highest = foldl' (p: d: lib.min p (priority d)) 9999 defs;
    in map (d: if isType "override" d.value then d // { value = d.value.content; } else d) (filter (d: priority d == highest) defs);
  mergeDefinitions = loc: type: defs: rec {
    discharged = concatMap (d: map (value: { inherit (d) file; inherit value; }) (discharge d.value)) defs;
    final = strongest discharged;
    isDefined = final != [ ];
    value =
      if !isDefined then throw "The option `${concatStringsSep "." loc}' is used but not defined."
      else if builtins.all (d: type.check d.value) final then type.merge loc final
      else throw "A definition for option `${concatStringsSep "." loc}' is not of type `${type.name}'.";
  };
  evalModules = { modules, specialArgs ? { }, prefix ? [ ] }:
    let
      args = { inherit config options lib; pkgs = packages; } // specialArgs;
      apply = m: if isFunction m then m (intersectAttrs (functionArgs m) args // args) else m;
      unify = n: m': let m = apply m'; in
        if m ? config || m ? options then { _file = m._file or "module ${toString n}"; imports = m.imports or [ ]; options = m.options or { }; config = m.config or { }; }
        else { _file = m._file or "module ${toString n}"; imports = m.imports or [ ]; options = { }; config = removeAttrs m [ "_file" "imports" ]; };
      collect = ms: concatLists (imap1 (n: m: let u = unify n m; in [ u ] ++ collect u.imports) ms);
      collected = collect modules;
      merge = loc: declared: defined:
        let
          names = zipAttrsWith (n: vs: vs) declared;
          definitions = zipAttrsWith (n: vs: vs) (concatMap (d: map (c: mapAttrs (n: value: { inherit (d) file; inherit value; }) c) (push d.value)) defined);
        in
        mapAttrs (name: decls:
          let here = loc ++ [ name ]; defs = definitions.${name} or [ ]; options = filter (isType "option") decls; in
          if options != [ ] then
            let option = foldl' (a: b: a // b) { } options;
                all = optional (option ? default) { file = "default"; value = mkOverride 1500 option.default; } ++ defs;
                merged = mergeDefinitions here option.type all;
            in option // { loc = here; files = map (d: d.file) defs; inherit (merged) isDefined; value = (option.apply or (x: x)) merged.value; }
          else merge here decls defs) names;
      options = merge prefix (map (m: m.options) collected) (map (m: { file = m._file; value = m.config; }) collected);
      config = lib.mapAttrsRecursiveCond (o: !(isType "option" o)) (path: o: if isType "option" o then o.value else o) options;
    in
    { inherit options config; };

  service = i: { config, options, lib, pkgs, ... }:
    let cfg = config.services."s${toString i}"; in
    {
      options.services."s${toString i}" = {
        enable = mkOption { type = t.bool; default = false; description = "Whether to enable service ${toString i}."; };
        port = mkOption { type = t.nullOr t.int; default = null; };
        package = mkOption { type = t.anything; default = pkgs."p${toString i}"; defaultText = "pkgs"; };
        extra = mkOption { type = t.lines; default = ""; };
        settings = mkOption { type = t.attrsOf (t.submodule ({ name, config, ... }: {
          options.value = mkOption { type = t.str; default = "v-${name}"; };
          options.weight = mkOption { type = t.int; };
          config.weight = mkOverride 1000 (stringLength config.value);
        })); default = { }; };
      };
      config = mkIf cfg.enable (mkMerge [
        {
          units."s${toString i}.service" = {
            text = ''
              [Unit]
              Description=Service ${toString i}
              [Service]
              ExecStart=${cfg.package}/bin/run --port ${if cfg.port == null then "none" else toString cfg.port} ${escapeShellArg cfg.extra}
              ${concatStringsSep "\n" (mapAttrsToList (n: s: "Environment=${n}=${s.value}:${toString s.weight}") cfg.settings)}
            '';
            wantedBy = [ "multi-user.target" ] ++ optional (i > 3) "network.target";
          };
          etc."s${toString i}/config.json".text = toJSON { inherit (cfg) port extra; names = attrNames cfg.settings; ratio = 1.5 + i; };
          ports = optional (cfg.port != null) cfg.port;
        }
        (mkIf (cfg.port != null && cfg.port < 1024) { etc."s${toString i}/privileged".text = mkOverride 50 "yes"; })
      ]);
    };
  core = { config, ... }: {
    options = {
      units = mkOption { default = { }; type = t.attrsOf (t.submodule ({ name, ... }: { options = {
        text = mkOption { type = t.lines; default = ""; };
        wantedBy = mkOption { type = t.listOf t.str; default = [ ]; };
        unit = mkOption { type = t.anything; };
      }; config.unit = { inherit name; hash = hashString "sha256" name; }; })); };
      etc = mkOption { default = { }; type = t.attrsOf (t.submodule { options.text = mkOption { type = t.nullOr t.lines; default = null; }; }); };
      ports = mkOption { type = t.listOf t.int; default = [ ]; apply = ports: sort lessThan (unique ports); };
      system.build = mkOption { type = t.attrsOf t.anything; default = { }; };
    };
    config.system.build.toplevel = derivation {
      name = "system"; system = "x86_64-linux"; builder = "/bin/sh";
      units = attrValues (mapAttrs (n: u: toFile (replaceStrings [ "@" "/" ] [ "-" "-" ] n) (unsafeDiscardStringContext u.text)) config.units);
      etc = concatMapStringsSep "\n" (n: "${n} ${optionalString (config.etc.${n}.text != null) config.etc.${n}.text}") (attrNames config.etc);
      ports = toString config.ports;
      packages = mapAttrsToList (n: s: s.package or "") (filterAttrs (n: s: s.enable) config.services);
    };
  };
  system = seed: (evalModules {
    modules = [ core ] ++ genList service rounds ++ [
      { services = listToAttrs (genList (i: nameValuePair "s${toString i}" {
          enable = lib.mod (i + seed) 5 != 0;
          port = mkIf (lib.mod i 2 == 0) (80 + i);
          extra = mkMerge [ "line ${toString seed}" (mkIf (i > 2) "more") ];
          settings = genAttrs [ "alpha" "beta" "gamma-${toString i}" ] (n: optionalAttrs (hasPrefix "b" n) { weight = i; });
        }) rounds); }
    ];
  }).config.system.build.toplevel.drvPath;
  genAttrs = names: f: listToAttrs (map (n: nameValuePair n (f n)) names);

  # ---- calculation and text ----
  fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2);
  words = filter isString (split "[^a-z]+" (concatStringsSep " " (genList (n: "word${toString n} of-many") (rounds * 10))));
  text = [
    (length (unique (map toLower words)))
    (map (w: match "([a-z]+)(.*)" w) (lib.take 50 words))
    (compareVersions "1.2.3pre4" "1.2.3")
    (map (d: parseDrvName d.name) all)
    (fromJSON (toJSON (genList (n: { inherit n; s = "x${toString n}"; }) rounds)))
    (foldl' (a: b: a + b) 0 (genList (n: n * n) (rounds * 50)))
    (sort (a: b: a > b) (genList (n: lib.mod (n * 7919) 1009) (rounds * 25)))
    (groupBy (n: toString (lib.mod n 7)) (genList (n: n) (rounds * 5)))
    (foldl' (a: n: a // { "k${toString n}" = n; }) { } (genList (n: n) (rounds * 10)))
    (tryEval (throw "caught")).success
    (fib 18)
  ];
in
deepSeq text (hashString "sha256" (concatStringsSep "\n" (map (d: unsafeDiscardStringContext d.drvPath) all ++ genList (s: unsafeDiscardStringContext (system s)) 4)))
