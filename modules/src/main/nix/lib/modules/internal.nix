/**
  The options every set of modules has, and the values the engine gives them.
*/
{ lib }:
{
  prefix,
  specialArgs,
  extendModules,
  type,
}:
let
  inherit (lib.options) mkOption;
  inherit (lib) types;
in
{
  _file = "lib/modules.nix";
  key = "lib/modules.nix";

  options._module = {
    args = mkOption {
      # Names without values: a module's arguments are known before anything is evaluated, so that a condition on one is useless
      # and an argument nobody uses must not be touched.
      type = types.lazyAttrsOf types.raw;
      # The options of a submodule repeat this one; the manual shows it once.
      ${if prefix == [ ] then null else "internal"} = true;
      example = lib.options.literalExpression "{ siteName = \"library\"; }";
      description = ''
        Arguments for every module of this set, beside `lib`, `config`, `options` and what the caller gave as `specialArgs`. They
        reach the submodules' definitions that are written in these modules, but not the modules of a submodule itself, which has
        arguments of its own; each submodule gets `name`, the attribute name it is bound to.

        An argument can depend on options, but cannot be used to compute `imports`, since imports come before options. Use
        `specialArgs` there.

        These arguments cannot be changed here: `lib`, `config`, `options`, `specialArgs` and everything in `specialArgs`.
      '';
    };

    check = mkOption {
      type = types.bool;
      internal = true;
      default = true;
      description = "Whether definitions of options that no module declares are an error.";
    };

    freeformType = mkOption {
      type = types.nullOr types.optionType;
      internal = true;
      default = null;
      description = ''
        The type that merges all definitions without an option of their own; null rejects them unless {option}`_module.check` is
        off.
      '';
    };

    specialArgs = mkOption {
      readOnly = true;
      internal = true;
      description = "The arguments given by the caller, which imports may use and no module can change.";
    };
  };

  config._module = {
    args = {
      inherit extendModules;
      moduleType = type;
    };
    inherit specialArgs;
  };
}
