# Functions of packages, and packages changed after the fact.
{ pkgs, lib, ... }:
let
  call = pkgs.callPackage (
    {
      writeShellScriptBin,
      jq,
      word ? "default",
    }:
    writeShellScriptBin "called" "echo ${word} ${jq.pname}"
  ) { };
  given = call.override { word = "given"; };
  drv = pkgs.stdenv.mkDerivation (finalAttrs: {
    pname = "p";
    version = "1";
    buildCommand = "echo ${finalAttrs.version} $extra > $out";
    extra = "none";
  });
  changed = drv.overrideAttrs (old: {
    version = "2";
    extra = old.extra + "+";
  });
  final = drv.overrideAttrs (
    finalAttrs: _: {
      version = "3";
      extra = finalAttrs.pname;
    }
  );
  other = import pkgs.path {
    config = {
      allowUnfree = true;
      packageOverrides = prev: { jo = prev.writeShellScriptBin "jo" "echo override"; };
    };
    overlays = [
      (final: prev: {
        word = "overlay";
        said = final.writeShellScriptBin "said" "echo ${final.word} over ${prev.jq.pname}";
      })
      (final: prev: { word = prev.word + " twice"; })
    ];
  };
  bash = pkgs.bash.overrideAttrs (old: { name = "renamed-${old.version}"; });
  merged = import pkgs.path {
    overlays = [ (_: prev: { openssl = prev.hello; }) ];
  };
in
pkgs.writeShellScriptBin "main" ''
  ${call}/bin/called
  ${given}/bin/called
  cat ${drv} ${changed} ${final}
  ${other.said}/bin/said
  ${other.jo}/bin/jo
  ${bash}/bin/bash -c 'echo ${lib.head (lib.splitString "-" bash.name)}'
  echo ${toString other.config.allowUnfree} ${merged.openssl.pname}
''
