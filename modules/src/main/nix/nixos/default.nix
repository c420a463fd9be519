# One system from one configuration, by the names `<nixpkgs/nixos>` has for it.
{
  configuration ? <nixos-config>,
  system ? builtins.currentSystem or "x86_64-linux",
  specialArgs ? { },
  modules ? [ ],
  pkgs ? null,
  lib ? import ../lib,
}:

let
  eval = import ./lib/eval-config.nix {
    inherit
      system
      specialArgs
      pkgs
      lib
      ;
    modules = [ configuration ] ++ modules;
  };
in
{
  inherit (eval) config options pkgs;
  system = eval.config.system.build.toplevel;
}
