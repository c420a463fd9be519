/**
  Option types for the parts of a system, and the check of whole ones.
*/
{ lib }:
let
  inherit (builtins) all attrValues elem;
  inherit (lib.systems.parse)
    abis
    cpuTypes
    execFormats
    kernelFamilies
    kernels
    significantBytes
    vendors
    ;
  inherit (lib.types) enum mkOptionType;

  widths = [
    8
    16
    32
    64
    128
  ];

  # A part anyone may add to, as long as it looks right.
  open =
    name: description: check:
    mkOptionType {
      inherit name description check;
      merge = lib.options.mergeOneOption;
    };

  known = table: enum (attrValues table);

  anything = _: true;

  # The known part of that name, whole.
  isOneOf = table: part: elem part (attrValues table);

  isCpu =
    cpu:
    elem cpu.bits widths
    && (
      if cpu.bits > 8 then isOneOf significantBytes cpu.significantByte else !(cpu ? significantByte)
    );

  isKernel =
    kernel:
    isOneOf execFormats kernel.execFormat
    && all (isOneOf kernelFamilies) (attrValues kernel.families);

  isParsed =
    system:
    isOneOf cpuTypes system.cpu
    && isOneOf vendors system.vendor
    && isOneOf kernels system.kernel
    && isOneOf abis system.abi;
in
{
  types = {
    bitWidth = enum widths;
    openSignificantByte = open "significant-byte" "Endianness" anything;
    significantByte = known significantBytes;
    openCpuType = open "cpu-type" "instruction set architecture name and information" isCpu;
    cpuType = known cpuTypes;
    openVendor = open "vendor" "vendor for the platform" anything;
    vendor = known vendors;
    openExecFormat = open "exec-format" "executable container used by the kernel" anything;
    execFormat = known execFormats;
    openKernelFamily = open "exec-format" "executable container used by the kernel" anything;
    kernelFamily = known kernelFamilies;
    openKernel = open "kernel" "kernel name and information" isKernel;
    kernel = known kernels;
    openAbi = open "abi" "binary interface for compiled code and syscalls" anything;
    abi = known abis;
    parsedPlatform =
      open "system" "fully parsed representation of llvm- or nix-style platform tuple"
        isParsed;
  };

  /** Is a value a parsed system? Type: isSystem :: any -> bool */
  isSystem = value: (value._type or null) == "system";

  /**
    A parsed system from its parts, each of which must be known.

    Type: mkSystem :: { cpu; vendor; kernel; abi; } -> system
  */
  mkSystem =
    parts:
    assert isParsed parts;
    parts // { _type = "system"; };
}
