/**
  From names to systems.
*/
{ lib }:
let
  inherit (builtins)
    any
    concatStringsSep
    elem
    elemAt
    head
    length
    match
    ;
  inherit (lib.strings) hasPrefix splitString versionAtLeast;
  inherit (lib.systems.inspect) predicates;
  inherit (lib.systems.parse)
    abis
    cpuTypes
    kernels
    mkSkeletonFromList
    mkSystem
    mkSystemFromSkeleton
    vendors
    ;

  # What stands last in `cpu-kernel-abi`, the vendor left out.
  abiAfterKernel = [
    "eabi"
    "eabihf"
    "elf"
    "gnu"
  ];

  # What stands last in `cpu-vendor-kernel`.
  kernelAfterVendor = [
    "ghcjs"
    "mingw32"
    "mmixware"
    "redox"
    "uefi"
  ];
  kernelAfterVendorPrefixes = [
    "freebsd"
    "genode"
    "netbsd"
    "openbsd"
  ];

  oneWord =
    words:
    let
      cpu = head words;
    in
    if cpu == "avr" then
      {
        inherit cpu;
        kernel = "none";
        abi = "unknown";
      }
    else
      ambiguous words;

  # Beside CPU and kernel there are three special cases.
  twoWords =
    words:
    let
      cpu = head words;
      second = elemAt words 1;
    in
    if second == "cygwin" then
      {
        inherit cpu;
        vendor = "pc";
        kernel = "cygwin";
      }
    else if second == "windows" then
      {
        inherit cpu;
        kernel = "windows";
        abi = "msvc";
      }
    else if second == "elf" then
      {
        inherit cpu;
        vendor = "unknown";
        kernel = "none";
        abi = "elf";
      }
    else
      {
        inherit cpu;
        kernel = second;
      };

  threeWords =
    words:
    let
      cpu = head words;
      second = elemAt words 1;
      third = elemAt words 2;
      withVendor = kernel: {
        inherit cpu kernel;
        vendor = second;
      };
    in
    if second == "linux" || elem third abiAfterKernel then
      {
        inherit cpu;
        vendor = "unknown";
        kernel = second;
        abi = third;
      }
    # What other tools call MinGW is the Windows kernel.
    else if third == "mingw32" then
      withVendor "windows"
    else if
      second == "apple"
      || third == "cygwin"
      || elem third kernelAfterVendor
      || any (prefix: hasPrefix prefix third) kernelAfterVendorPrefixes
      || hasPrefix "wasm32" cpu
    then
      withVendor third
    else
      ambiguous words;

  fourWords = words: {
    cpu = head words;
    vendor = elemAt words 1;
    kernel = elemAt words 2;
    abi = elemAt words 3;
  };

  show = concatStringsSep "-";

  ambiguous =
    words:
    throw "system string '${show words}' with ${toString (length words)} component${
      if length words == 1 then "" else "s"
    } is ambiguous";

  byLength = {
    "1" = oneWord;
    "2" = twoWords;
    "3" = threeWords;
    "4" = fourWords;
  };

  find =
    what: table: name:
    table.${name} or (throw "Unknown ${what}: ${name}");

  kernelOf =
    name:
    let
      beforeAbi = match "(.*)e?abi.*" name;
      plain =
        if hasPrefix "darwin" name then
          "darwin"
        else if hasPrefix "netbsd" name then
          "netbsd"
        else if beforeAbi != null then
          head beforeAbi
        else
          name;
    in
    find "kernel" kernels plain;

  defaultVendor =
    system:
    if predicates.isDarwin system then
      vendors.apple
    else if predicates.isWindows system || predicates.isCygwin system then
      vendors.pc
    else
      vendors.unknown;

  defaultAbi =
    system:
    if !(predicates.isLinux system || predicates.isWindows system) then
      abis.unknown
    else if predicates.isAarch32 system then
      # Hardware floating point came with version 6.
      if versionAtLeast (system.cpu.version or "0") "6" then abis.gnueabihf else abis.gnueabi
    else if predicates.isPower64 system && predicates.isBigEndian system then
      abis.gnuabielfv1
    else
      abis.gnu;
in
{
  /**
    The names of the parts in a name of a system, split at dashes.

    Type: mkSkeletonFromList :: [ string ] -> { cpu; vendor ?; kernel; abi ?; }
    Example: mkSkeletonFromList [ "x86_64" "linux" ] => { cpu = "x86_64"; kernel = "linux"; }
  */
  mkSkeletonFromList =
    words:
    let
      count = toString (length words);
    in
    (
      byLength.${count} or (
        _: throw "system string '${show words}' has invalid number of hyphen-separated components"
      )
    ) words;

  /**
    The system with the named parts, those left out filled in.

    Type: mkSystemFromSkeleton :: { cpu; vendor ?; kernel; abi ?; } -> system
  */
  mkSystemFromSkeleton =
    {
      cpu,
      vendor ? null,
      kernel,
      abi ? null,
    }:
    let
      system = {
        cpu = find "CPU type" cpuTypes cpu;
        kernel = kernelOf kernel;
        vendor = if vendor == null then defaultVendor system else find "vendor" vendors vendor;
        abi = if abi == null then defaultAbi system else find "ABI" abis abi;
      };
    in
    mkSystem system;

  /**
    The system with a name.

    Type: mkSystemFromString :: string -> system
    Example: (mkSystemFromString "x86_64-linux").abi.name => "gnu"
  */
  mkSystemFromString = name: mkSystemFromSkeleton (mkSkeletonFromList (splitString "-" name));
}
