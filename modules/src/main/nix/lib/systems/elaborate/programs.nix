/**
  What runs programs built for a platform.
*/
{ lib }:
let
  inherit (lib.systems) architectures parse;
in
final:
let
  # A program that runs others built for this platform; null where none is known.
  emulatorFrom =
    pkgs:
    let
      host = pkgs.stdenv.hostPlatform;
      wine = (pkgs.winePackagesFor "wine${toString final.parsed.cpu.bits}").minimal;
    in
    if host.canExecute final then
      # Nothing is needed, but callers want a program.
      lib.meta.getExe (pkgs.writeShellScriptBin "exec" ''exec "$@"'')
    else if final.isWindows then
      "${wine}/bin/wine"
    else if final.isLinux && host.isLinux && final.qemuArch != null then
      "${pkgs.qemu-user}/bin/qemu-${final.qemuArch}"
    else if final.isWasi then
      "${pkgs.wasmtime}/bin/wasmtime"
    else if final.isGhcjs then
      "${pkgs.nodejs-slim}/bin/node"
    else if final.isMmix then
      "${pkgs.mmixware}/bin/mmix"
    else
      null;
in
{
  /** Does this platform run programs built for another? Type: canExecute :: platform -> bool */
  canExecute =
    platform:
    let
      sameModel = final.parsed.cpu == platform.parsed.cpu;
      runsModel = final ? gcc.arch && architectures.canExecute final.gcc.arch platform.gcc.arch;
    in
    final.isAndroid == platform.isAndroid
    && final.parsed.kernel == platform.parsed.kernel
    && parse.isCompatible final.parsed.cpu platform.parsed.cpu
    && (sameModel && platform ? gcc.arch -> runsModel);

  emulatorAvailable = pkgs: emulatorFrom pkgs != null;

  staticEmulatorAvailable =
    pkgs: final.emulatorAvailable pkgs && (final.isLinux || final.isWasi || final.isMmix);

  emulator =
    pkgs:
    if final.emulatorAvailable pkgs then
      emulatorFrom pkgs
    else
      throw "Don't know how to run ${final.config} executables.";
}
