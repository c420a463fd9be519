/**
  What Rust calls a platform. `rust` (or, once, `rustc`) of the given attributes overrides single parts.
*/
{ lib }:
let
  inherit (builtins) any toFile;
  inherit (lib.lists) optional;
  inherit (lib.strings)
    hasInfix
    hasPrefix
    hasSuffix
    optionalString
    removeSuffix
    replaceString
    toUpper
    ;
  pick = import ./pick.nix;

  targetCpus = {
    armv5tel = "armv5te";
    armv6l = "arm";
    armv7a = "armv7";
    armv7l = "armv7";
    riscv32 = "riscv32gc";
    riscv64 = "riscv64gc";
  };

  # Parts of the names of targets without an operating system.
  bare = [
    "-none"
    "-uefi"
    "nvptx"
    "switch"
  ];
in
final: args:
let
  given = args.rust or args.rustc or { };
  inherit (final.parsed)
    abi
    cpu
    kernel
    vendor
    ;

  described =
    given.platform or (
      if hasSuffix ".json" (given.rustcTargetSpec or "") then
        lib.trivial.importJSON given.rustcTargetSpec
      else
        { }
    );

  families =
    optional final.isUnix "unix" ++ optional final.isWindows "windows" ++ optional final.isWasm "wasm";

  platform = described // {
    arch =
      if given ? platform then
        given.platform.arch
      else
        pick final [
          [ "isAarch32" "arm" ]
          [ "isMips64" "mips64" ]
          [ "isPower64" "powerpc64" ]
        ] cpu.name;

    os =
      if given ? platform then
        given.platform.os or "none"
      else if final.isDarwin then
        "macos"
      else if final.isWasm && !final.isWasi then
        "unknown"
      else
        kernel.name;

    target-family =
      args.rust.platform.target-family or (
        if args ? rustc.platform.target-family then
          lib.lists.toList args.rustc.platform.target-family
        else
          families
      );

    vendor = given.platform.vendor or (if vendor.name == "w64" then "pc" else vendor.name);
  };

  targetCpu = given.platform.arch or targetCpus.${cpu.name} or cpu.name;
  targetAbi =
    if hasPrefix "powerpc" cpu.name && hasPrefix "gnuabielfv" abi.name then "gnu" else abi.name;
  inferred =
    if final.isWasi then
      "${targetCpu}-wasip1"
    else
      "${targetCpu}-${final.rust.platform.vendor}-${kernel.name}"
      + optionalString (abi.name != "unknown") "-${targetAbi}";
in
given
// {
  inherit platform;

  rustcTargetSpec =
    args.rust.rustcTargetSpec or args.rustc.config or (
      if given ? platform then
        toFile (given.rustcTarget or inferred + ".json") (builtins.toJSON given.platform)
      else
        args.rust.rustcTarget or inferred
    );

  rustcTarget = given.rustcTarget or final.rust.cargoShortTarget;
  cargoShortTarget = removeSuffix ".json" (baseNameOf "${final.rust.rustcTargetSpec}");
  cargoEnvVarTarget = replaceString "-" "_" (toUpper final.rust.cargoShortTarget);
  isNoStdTarget = any (mark: hasInfix mark final.rust.rustcTarget) bare;
}
