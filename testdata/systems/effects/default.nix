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

  before = lib.mapAttrs (_: module: evaluate (base [ module ])) surroundings;
  digests = lib.mapAttrs (_: digest) before;

  # Options of the whole system, and of sets that are there without being named.
  isPlain = option: !(lib.any (name: lib.hasPrefix "<" name || name == "*") option.loc);

  options = lib.filter (o: isPlain o && !o.internal && !o.readOnly && o.visible) (
    lib.optionAttrSetToDocList before."".options
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
      surroundings.${around option.loc}
      (lib.setFunctionArgs (args: lib.setAttrByPath option.loc (value (builtins.intersectAttrs wanted args))) wanted)
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
  unknown = lib.filter (name: !(builtins.elem name (map (o: o.name) options))) (
    lib.attrNames values ++ lib.attrNames exceptions
  );

  # "" where all is well.
  verdict =
    option:
    let
      system = after option;
      failed = lib.filter (a: !a.assertion) system.config.assertions;
      same = digest system == digests.${around option.loc};
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
