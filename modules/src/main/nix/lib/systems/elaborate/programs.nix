/**
  What runs programs built for a platform.
*/
{ lib }:
let
  inherit (lib.systems) architectures parse;

  # A kind of platform, what runs its programs, and whether that is known to work linked statically. The first that fits counts.
  runners = [
    {
      kind = "isWindows";
      program =
        target: pkgs: "${(pkgs.winePackagesFor "wine${toString target.parsed.cpu.bits}").minimal}/bin/wine";
    }
    {
      kind = "isLinux";
      # User-mode emulation passes system calls on to a kernel of the same kind.
      serves = target: host: host.isLinux && target.qemuArch != null;
      program = target: pkgs: "${pkgs.qemu-user}/bin/qemu-${target.qemuArch}";
    }
    {
      kind = "isWasi";
      program = _: pkgs: "${pkgs.wasmtime}/bin/wasmtime";
    }
    {
      kind = "isGhcjs";
      program = _: pkgs: "${pkgs.nodejs-slim}/bin/node";
    }
    {
      kind = "isMmix";
      program = _: pkgs: "${pkgs.mmixware}/bin/mmix";
    }
  ];

  worksStatically = [
    "isLinux"
    "isWasi"
    "isMmix"
  ];
in
target:
let
  inherit (target.parsed) cpu kernel;

  # The names of the runner's program, or none: a list of at most one.
  runner =
    pkgs:
    let
      host = pkgs.stdenv.hostPlatform;
      fits = entry: target.${entry.kind} && (entry.serves or (_: _: true)) target host;
    in
    if host.canExecute target then
      # Nothing is needed, but callers want a program.
      [ (lib.meta.getExe (pkgs.writeShellScriptBin "exec" ''exec "$@"'')) ]
    else
      map (entry: entry.program target pkgs) (lib.lists.take 1 (builtins.filter fits runners));
in
{
  /**
    Does this platform run programs built for another? Type: canExecute :: platform -> bool
  */
  canExecute =
    guest:
    let
      theirs = guest.parsed;
      # Programs tuned for a model need that model or a better one; CPUs of different types are taken to have all of the other's.
      tuned = guest ? gcc.arch && theirs.cpu == cpu;
      model = target ? gcc.arch && architectures.canExecute target.gcc.arch guest.gcc.arch;
    in
    kernel == theirs.kernel
    && guest.isAndroid == target.isAndroid
    && parse.isCompatible cpu theirs.cpu
    && (!tuned || model);

  emulatorAvailable = pkgs: runner pkgs != [ ];

  staticEmulatorAvailable =
    pkgs: target.emulatorAvailable pkgs && builtins.any (kind: target.${kind}) worksStatically;

  emulator =
    pkgs:
    let
      found = runner pkgs;
    in
    if found == [ ] then
      throw "Nothing is known that runs programs for ${target.config}."
    else
      builtins.head found;
}
