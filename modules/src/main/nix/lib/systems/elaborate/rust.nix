/**
  What Rust calls a platform. `rust` (or, once, `rustc`) of the given attributes overrides single parts.
*/
{ lib }:
let
  inherit (builtins) concatStringsSep filter toFile;
  inherit (lib.strings) hasInfix hasPrefix hasSuffix;
  pick = import ./pick.nix;

  targetCpus = {
    armv5tel = "armv5te";
    armv6l = "arm";
    armv7a = "armv7";
    armv7l = "armv7";
    riscv32 = "riscv32gc";
    riscv64 = "riscv64gc";
  };

  # How conditional compilation names what differs from the names of compilers' triples.
  architectures = [
    [
      "isAarch32"
      "arm"
    ]
    [
      "isMips64"
      "mips64"
    ]
    [
      "isPower64"
      "powerpc64"
    ]
  ];

  families = {
    isUnix = "unix";
    isWindows = "windows";
    isWasm = "wasm";
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
  current = args.rust or { };
  former = args.rustc or { };
  given = args.rust or former;
  inherit (final.parsed)
    abi
    cpu
    kernel
    vendor
    ;

  # A description of a target, written in the configuration or in the file it names.
  described = given ? platform;
  described' =
    if described then
      given.platform
    else if hasSuffix ".json" (given.rustcTargetSpec or "") then
      lib.trivial.importJSON given.rustcTargetSpec
    else
      { };

  inferredOs = pick final [
    [
      "isDarwin"
      "macos"
    ]
    [
      "isWasi"
      kernel.name
    ]
    [
      "isWasm"
      "unknown"
    ]
  ] kernel.name;

  platform = described' // {
    arch = if described then given.platform.arch else pick final architectures cpu.name;
    os = if described then given.platform.os or "none" else inferredOs;
    vendor = given.platform.vendor or (if vendor.name == "w64" then "pc" else vendor.name);
    # The former attribute took a single family as well.
    target-family =
      current.platform.target-family or (
        if former ? platform.target-family then
          lib.lists.toList former.platform.target-family
        else
          map (kind: families.${kind}) (
            filter (kind: final.${kind}) [
              "isUnix"
              "isWindows"
              "isWasm"
            ]
          )
      );
  };

  # The target's name, put together from what is known of the platform.
  composed =
    let
      # Rust does not tell the binary interfaces of POWER apart by name.
      isPowerElf = hasPrefix "powerpc" cpu.name && hasPrefix "gnuabielfv" abi.name;
      named = given.platform.arch or targetCpus.${cpu.name} or cpu.name;
      system =
        if final.isWasi then
          [ "wasip1" ]
        else
          [
            final.rust.platform.vendor
            kernel.name
          ]
          ++ lib.lists.optional (abi.name != "unknown") (if isPowerElf then "gnu" else abi.name);
    in
    concatStringsSep "-" ([ named ] ++ system);

  # A described target has no name that Rust knows; it is handed over as a file.
  descriptionFile = toFile (given.rustcTarget or composed + ".json") (builtins.toJSON given.platform);

  short = final.rust.cargoShortTarget;
in
given
// {
  inherit platform;

  rustcTargetSpec =
    current.rustcTargetSpec or (
      former.config or (if described then descriptionFile else current.rustcTarget or composed)
    );

  rustcTarget = given.rustcTarget or short;
  # The file's name without its ending, where the target is a file.
  cargoShortTarget = lib.strings.removeSuffix ".json" (
    baseNameOf (toString final.rust.rustcTargetSpec)
  );
  cargoEnvVarTarget = builtins.replaceStrings [ "-" ] [ "_" ] (lib.strings.toUpper short);
  isNoStdTarget = builtins.any (mark: hasInfix mark final.rust.rustcTarget) bare;
}
