# Which options change nothing of a system in which their service runs, and what each changes otherwise.
#
# `nix`       the folder of the shipped library
# `examples`  by option, the example as a function of a module's arguments, where it is code
{
  nix,
  lib,
  examples ? { },
}:

let
  pkgs = import ../package-set.nix { inherit nix lib; };

  evaluate =
    modules:
    import (nix + "/nixos/lib/eval-config.nix") {
      inherit lib pkgs modules;
      system = "x86_64-linux";
    };

  surroundings = import ./surroundings.nix;
  values = import ./values.nix;
  instances = import ./instances.nix { inherit lib; };
  exceptions = import ./exceptions.nix;

  # The surroundings of the longest prefix of the option's name.
  around =
    loc:
    let
      prefixes = map (n: lib.showOption (lib.take n loc)) (lib.reverseList (lib.range 1 (builtins.length loc)));
    in
    lib.findFirst (prefix: surroundings ? ${prefix}) "" prefixes;

  base = modules: [ { system.stateVersion = "24.11"; } ] ++ modules;

  # All that comes of a system: what is applied, what an image of it holds, and what its user is told.
  digest =
    { config, ... }:
    builtins.toJSON [
      config.system.build.unchecked.drvPath
      config.system.build.hostResolvConf
      config.warnings
      (lib.optional (config.firn.host.root == "closure") config.system.build.machineImage.drvPath)
    ];

  isPlaceholder = part: part == "*" || lib.hasPrefix "<" part;

  # The folder of an option, so to speak: where the innermost submodule that declares it stands; empty where none does.
  submoduleOf =
    loc:
    lib.findFirst (prefix: isPlaceholder (lib.last prefix)) [ ] (
      map (n: lib.take n loc) (lib.reverseList (lib.range 1 (builtins.length loc)))
    );

  # What the submodule at `prefix` is called and has, for an option of it or of one further inside.
  instanceOf =
    option: prefix:
    {
      name = "example";
      value = { };
    }
    // instances.${lib.showOption prefix} or { }
    // lib.optionalAttrs (prefix == submoduleOf option.loc) instances.${option.name} or { };

  # A definition at `loc`, which is the option's place or that of a submodule around it; the submodules have what they need beside it.
  define =
    option: loc: value:
    let
      within =
        depth: beside:
        let
          part = builtins.elemAt loc depth;
          instance = instanceOf option (lib.take (depth + 1) loc);
        in
        if depth == builtins.length loc then
          value
        else if part == "*" then
          [ (within (depth + 1) instance.value) ]
        else if isPlaceholder part then
          beside // { ${instance.name} = within (depth + 1) (beside.${instance.name} or { } // instance.value); }
        else
          beside // { ${part} = within (depth + 1) (beside.${part} or { }); };
    in
    within 0 { };

  # The modules of a system without the option: its surroundings, and the submodule that the option is of.
  surroundingsOf = option: surroundings.${around option.loc};
  without =
    option:
    let
      submodule = submoduleOf option.loc;
    in
    evaluate (
      base (
        [ (surroundingsOf option) ]
        ++ lib.optional (submodule != [ ]) (define option submodule (instanceOf option submodule).value)
      )
    );

  # Options with the same surroundings, in the same submodule, have one system without them.
  keyOf =
    option:
    "${around option.loc} ${
      if instances ? ${option.name} then option.name else lib.showOption (submoduleOf option.loc)
    }";
  before = lib.mapAttrs (_: like: without (lib.head like)) (lib.groupBy keyOf options);
  digests = lib.mapAttrs (_: digest) before;

  options = lib.filter (o: !o.internal && !o.readOnly && o.visible) (
    lib.optionAttrSetToDocList (evaluate (base [ ])).options
  );

  setTo =
    option:
    if values ? ${option.name} then
      values.${option.name}
    else if examples ? ${option.name} then
      examples.${option.name}
    else
      { }: option.example;

  after =
    option:
    let
      value = setTo option;
      wanted = lib.functionArgs value;
    in
    evaluate (base [
      (surroundingsOf option)
      (lib.setFunctionArgs (args: define option option.loc (value (builtins.intersectAttrs wanted args))) wanted)
    ]);
in
{
  inherit
    before
    after
    around
    options
    exceptions
    ;

  names = map (o: o.name) options;

  # What is written beside options and is none of their names.
  unknown =
    let
      names = map (o: o.name) options;
      submodules = lib.concatMap (
        o:
        map lib.showOption (
          lib.filter (prefix: isPlaceholder (lib.last prefix)) (
            map (n: lib.take n o.loc) (lib.range 1 (builtins.length o.loc))
          )
        )
      ) options;
    in
    lib.subtractLists names (lib.attrNames values ++ lib.attrNames exceptions)
    ++ lib.subtractLists (names ++ lib.unique submodules) (lib.attrNames instances);

  # "" where all is well.
  verdict =
    option:
    let
      system = after option;
      failed = lib.filter (a: !a.assertion) system.config.assertions;
      same = digest system == digests.${keyOf option};
    in
    if failed != [ ] then
      "${option.name}: ${lib.concatMapStringsSep " " (a: a.message) failed}"
    else if same && !(exceptions ? ${option.name}) then
      "${option.name} changes nothing"
    else if !same && exceptions ? ${option.name} then
      "${option.name} changes something, though it is an exception"
    else
      "";
}
