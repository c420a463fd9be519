# Merges `modules` with the shipped system modules into one system.
#
# `pkgs`     a package set to use as it is; null lets the `nixpkgs.*` options make one
# `prefix`   where this system stands inside another one, for error messages (`[ "containers" "web" ]`)
# `machine`  what messages call this system: null for the host, `container web` for a container
{
  modules,
  system ? builtins.currentSystem or "x86_64-linux",
  specialArgs ? { },
  pkgs ? null,
  prefix ? [ ],
  machine ? null,
  baseModules ? import ../modules/module-list.nix,
  extraModules ? [ ],
  extraArgs ? { },
  lib ? import ../../lib,
  check ? true,
}:

let
  arguments = {
    _file = ./eval-config.nix;
    key = "firn: arguments of eval-config.nix";
    config = {
      _module.check = lib.mkDefault check;
      _module.args = {
        inherit baseModules extraModules modules;
      }
      // extraArgs;
      nixpkgs = {
        system = lib.mkDefault (if pkgs == null then system else pkgs.system or system);
      }
      // lib.optionalAttrs (pkgs != null) {
        pkgs = lib.mkForce pkgs;
      };
    };
  };

  evaluated = lib.evalModules {
    inherit prefix;
    class = "nixos";
    modules = baseModules ++ extraModules ++ [ arguments ] ++ modules;
    specialArgs = {
      modulesPath = builtins.toString ../modules;
      firnMachine = machine;
    }
    // specialArgs;
  };
in
evaluated
// {
  inherit lib;
  inherit (evaluated._module.args) pkgs;
  extraArgs = evaluated._module.args;
}
