/**
  The module system: many modules in, one configuration out.

  The work is done by the engine behind `builtins.__evalModules`; this file holds what modules are written with: properties of
  definitions (conditions, priorities, orders), aliases and renames of options, and modules made from other files.
*/
{ lib }:
let
  inherit (lib.trivial) warn;

  # What the engine takes from the language: the library it hands to modules, and the options every set of modules has.
  environment = {
    inherit lib;
    internalModule = import ./modules/internal.nix { inherit lib; };
    inherit (lib.types) submoduleWith unspecified;
    inherit (lib.trivial) warn;
  };

  mapContent =
    f: property:
    {
      merge = property // {
        contents = map (modules.mapDefinitionValue f) property.contents;
      };
      definition = property // {
        value = modules.mapDefinitionValue f property.value;
      };
      "if" = inner f property;
      override = inner f property;
      order = inner f property;
    }
    .${property._type} or (f property);
  inner = f: property: property // { content = modules.mapDefinitionValue f property.content; };

  renames = import ./modules/renames.nix { inherit lib; };

  modules = renames // rec {
    /**
      Evaluate modules together: `{ modules, specialArgs ? { }, prefix ? [ ], class ? null }`.

      Gives `{ config, options, graph, type, class, extendModules, _module }`. A module is a path, a set or a function to a set. Only
      `specialArgs` may be used to compute `imports`; all other arguments come from `config._module.args`.
    */
    evalModules =
      {
        modules,
        prefix ? [ ],
        specialArgs ? { },
        class ? null,
        # Former ways to set `_module.args` and `_module.check`.
        args ? { },
        check ? true,
      }@arguments:
      builtins.__evalModules environment arguments;

    /**
      `evalModules` as it was before modules could set `_module.args` and `_module.check`.
    */
    fixMergeModules =
      modules: args:
      evalModules {
        inherit modules args;
        check = false;
      };

    # Definitions and declarations, merged.

    mergeDefinitions = builtins.__mergeDefinitions;
    evalOptionValue = builtins.__evalOptionValue;
    mergeOptionDecls = builtins.__mergeOptionDecls;
    fixupOptionType = builtins.__fixupOptionType lib.types.unspecified;
    pushDownProperties = builtins.__pushDownProperties;
    dischargeProperties = builtins.__dischargeProperties;
    filterOverrides = defs: (builtins.__filterOverrides defs).values;
    filterOverrides' = builtins.__filterOverrides;
    sortProperties = builtins.__sortProperties;
    mergeAttrDefinitionsWithPrio =
      option:
      assert option.type.name == "attrsOf" || option.type.name == "lazyAttrsOf";
      builtins.__mergeAttrDefinitionsWithPrio option;

    # The steps of the evaluation, one by one.

    unifyModuleSyntax = builtins.__unifyModuleSyntax;
    applyModuleArgsIfFunction = builtins.__applyModuleArgsIfFunction;
    collectModules = builtins.__collectModules;
    mergeModules' = builtins.__mergeModules environment;
    mergeModules =
      prefix: modules:
      mergeModules' prefix modules (
        map (module: {
          file = module._file;
          inherit (module) config;
        }) modules
      );

    # Properties of definitions.

    /**
      A definition that counts only if the condition holds. The condition may depend on `config`.
    */
    mkIf = condition: content: {
      _type = "if";
      inherit condition content;
    };

    /**
      Several definitions in the place of one.
    */
    mkMerge = contents: {
      _type = "merge";
      inherit contents;
    };

    /**
      A definition with a priority: only those with the lowest number count. Plain definitions have 100.
    */
    mkOverride = priority: content: {
      _type = "override";
      inherit priority content;
    };
    mkOptionDefault = mkOverride 1500;
    mkDefault = mkOverride 1000;
    mkImageMediaOverride = mkOverride 60;
    mkForce = mkOverride 50;
    mkVMOverride = mkOverride 10;
    defaultOverridePriority = 100;

    /**
      A definition with an order among those that merge with it. Plain definitions have 1000.
    */
    mkOrder = priority: content: {
      _type = "order";
      inherit priority content;
    };
    mkBefore = mkOrder 500;
    mkAfter = mkOrder 1500;
    defaultOrderPriority = 1000;

    /**
      A definition that says itself which file it comes from: `{ file, value }`.
    */
    mkDefinition = { file, value, ... }@definition: definition // { _type = "definition"; };

    /**
      A definition that stands only with its assertion.
    */
    mkAssert = assertion: message: mkIf (assertion || throw "\nFailed assertion: ${message}");

    mkFixStrictness =
      warn
        "lib.mkFixStrictness has no effect and will be removed. It returns its argument unmodified, so you can just remove any calls."
        (x: x);

    /**
      Apply a function to the value within all properties of a definition.
    */
    mapDefinitionValue = f: def: if def ? _type then mapContent f def else f def;

    # Definitions taken from another option.

    mkAliasDefinitions = mkAliasAndWrapDefinitions (definitions: definitions);

    /**
      All definitions of an option, wrapped, if there are any.
    */
    mkAliasAndWrapDefinitions = wrap: option: mkIf option.isDefined (wrap (mkMerge option.definitions));

    /**
      The same, keeping the priority that won in the option.
    */
    mkAliasAndWrapDefsWithPriority =
      wrap: option:
      mkIf option.isDefined (
        wrap (mkMerge (map (mkOverride (option.highestPrio or defaultOverridePriority)) option.definitions))
      );

    mkAliasIfDef =
      warn "Usage of 'mkAliasIfDef' has been deprecated. Use 'mkIf option.isDefined' instead." (
        option: mkIf option.isDefined
      );

    /**
      A value derived from an option, as strong a definition as the option's own.
    */
    mkDerivedConfig =
      option: f: mkOverride (option.highestPrio or defaultOverridePriority) (f option.value);

    # Modules from elsewhere.

    /**
      A module with a file name for its messages.
    */
    setDefaultModuleLocation = file: module: {
      _file = file;
      imports = [ module ];
    };

    /**
      The module in a file that is a function of `argument` first.
    */
    importApply = file: argument: setDefaultModuleLocation file (import file argument);

    importJSON = file: {
      _file = file;
      config = lib.trivial.importJSON file;
    };

    importTOML = file: {
      _file = file;
      config = lib.trivial.importTOML file;
    };
  };
in
modules
