# The lowest number wins; the option's default is the weakest of all, and priorities reach through sets.
{ lib }:
let
  inherit (lib) mkDefault mkForce mkOverride mkVMOverride mkOption types;
  option = mkOption {
    type = types.str;
    default = "default";
  };
in
(lib.evalModules {
  modules = [
    {
      options = {
        a = option;
        b = option;
        c = option;
        set.d = option;
        e = option;
      };
    }
    {
      a = mkDefault "weak";
      b = "plain";
      c = mkForce "forced";
      set = mkForce { d = "forced set"; };
      e = mkVMOverride "vm";
    }
    {
      a = mkOverride 1400 "weaker";
      b = mkDefault "weak";
      c = "plain";
      set.d = "plain";
      e = mkForce "forced";
    }
  ];
}).config
