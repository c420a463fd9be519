/**
  From systems to names.
*/
{ lib }:
let
  inherit (lib.strings) optionalString;
  inherit (lib.systems.parse)
    abis
    darwinArch
    gnuNetBSDDefaultExecFormat
    isSystem
    kernelName
    ;
in
{
  /**
    Type: kernelName :: kernel -> string
  */
  kernelName = kernel: kernel.name + toString (kernel.version or "");

  /**
    What Apple calls a CPU. Type: darwinArch :: cpu -> string
  */
  darwinArch = cpu: if cpu.name == "aarch64" then "arm64" else cpu.name;

  /**
    The short name of a system.

    Type: doubleFromSystem :: system -> string
    Example: doubleFromSystem (mkSystemFromString "x86_64-unknown-linux-gnu") => "x86_64-linux"
  */
  doubleFromSystem =
    {
      cpu,
      kernel,
      abi,
      ...
    }:
    "${cpu.name}-${if kernel.families ? darwin then "darwin" else kernelName kernel}";

  /**
    The long name of a system, as compilers understand it.

    Type: tripleFromSystem :: system -> string
    Example: tripleFromSystem (mkSystemFromString "x86_64-linux") => "x86_64-unknown-linux-gnu"
  */
  tripleFromSystem =
    {
      cpu,
      vendor,
      kernel,
      abi,
      ...
    }@system:
    assert isSystem system;
    let
      cpuName = (if kernel.families ? darwin then darwinArch else lib.attrsets.getAttr "name") cpu;
      # NetBSD names its format where it is not the usual one.
      format = optionalString (
        kernel.name == "netbsd" && kernel.execFormat != gnuNetBSDDefaultExecFormat cpu
      ) kernel.execFormat.name;
      abiName = optionalString (abi != abis.unknown) "-${abi.name}";
    in
    "${cpuName}-${vendor.name}-${kernelName kernel}${format}${abiName}";
}
