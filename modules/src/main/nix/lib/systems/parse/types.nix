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
      merge = builtins.__mergeUnique "" null;
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
    isOneOf execFormats kernel.execFormat && all (isOneOf kernelFamilies) (attrValues kernel.families);

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
    openSignificantByte = open "significant-byte" "order of the bytes in a number" anything;
    significantByte = known significantBytes;
    openCpuType = open "cpu-type" "processor: its name and instruction set" isCpu;
    cpuType = known cpuTypes;
    openVendor = open "vendor" "maker of a platform" anything;
    vendor = known vendors;
    openExecFormat = open "exec-format" "format of programs a kernel loads" anything;
    execFormat = known execFormats;
    openKernelFamily = open "exec-format" "format of programs a kernel loads" anything;
    kernelFamily = known kernelFamilies;
    openKernel = open "kernel" "kernel, its family and the format of its programs" isKernel;
    kernel = known kernels;
    openAbi = open "abi" "binary interface of compiled programs" anything;
    abi = known abis;
    parsedPlatform = open "system" "platform taken apart into its parts" isParsed;
  };

  /**
    Is a value a parsed system? Type: isSystem :: any -> bool
  */
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
