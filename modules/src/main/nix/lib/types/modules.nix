/**
  Options within options: submodules, modules kept for later, declarations and types as values.
*/
{ lib, types }:
let
  inherit (types)
    mkOptionType
    optionDescriptionPhrase
    defaultFunctor
    noCheckForDocsModule
    ;

  isModule = x: builtins.isAttrs x || lib.trivial.isFunction x || types.path.check x;

  # Joins a parameter that either side may leave open with null.
  agree =
    a: b: conflict:
    if a == null then
      b
    else if b == null || a == b then
      a
    else
      throw "A submoduleWith option is declared multiple times with conflicting ${conflict}";

  joinSubmodules = a: b: {
    class = agree (a.class or null) (b.class or null) (
      "class values \"${toString a.class}\" and \"${toString b.class}\"."
    );
    modules = a.modules ++ b.modules;
    specialArgs =
      let
        both = builtins.attrNames (builtins.intersectAttrs a.specialArgs b.specialArgs);
      in
      if both == [ ] then
        a.specialArgs // b.specialArgs
      else
        throw "A submoduleWith option is declared multiple times with the same specialArgs \"${toString both}\"";
    shorthandOnlyDefinesConfig =
      agree a.shorthandOnlyDefinesConfig b.shorthandOnlyDefinesConfig "shorthandOnlyDefinesConfig values";
    description = agree a.description b.description "descriptions";
  };
in
{
  /**
    A submodule written as one module or a list of them; a definition that is a set is taken as its configuration.
  */
  submodule =
    modules:
    types.submoduleWith {
      modules = if builtins.isList modules then modules else [ modules ];
      shorthandOnlyDefinesConfig = true;
    };

  /**
    A set whose options are declared by modules, its definitions being further modules.
  */
  submoduleWith =
    {
      modules,
      specialArgs ? { },
      shorthandOnlyDefinesConfig ? false,
      description ? null,
      class ? null,
    }@parameters:
    let
      base = lib.modules.evalModules {
        inherit class specialArgs;
        modules = [ { _module.args.name = lib.modules.mkOptionDefault "‹name›"; } ] ++ modules;
      };
      documented = arguments: base.extendModules (arguments // { modules = [ noCheckForDocsModule ]; });
      inherit (base._module) freeformType;
    in
    mkOptionType {
      name = "submodule";
      description =
        let
          open = (documented { })._module.freeformType;
        in
        if description != null then
          description
        else if open ? description then
          "open submodule of ${optionDescriptionPhrase (class: class == "noun" || class == "composite") open}"
        else
          "submodule";
      check = builtins.__coherentCheck isModule;
      merge = builtins.__mergeSubmodule isModule base shorthandOnlyDefinesConfig;
      emptyValue.value = base.config;
      getSubOptions =
        prefix:
        let
          evaluated = documented { inherit prefix; };
          open = evaluated._module.freeformType;
        in
        evaluated.options
        // (if open == null then { } else { _freeformOptions = open.getSubOptions prefix; });
      getSubModules = modules;
      substSubModules = replacements: types.submoduleWith (parameters // { modules = replacements; });
      nestedTypes = if freeformType == null then { } else { inherit freeformType; };
      functor = defaultFunctor "submodule" // {
        type = types.submoduleWith;
        payload = {
          inherit
            modules
            class
            specialArgs
            shorthandOnlyDefinesConfig
            description
            ;
        };
        binOp = joinSubmodules;
      };
    };

  deferredModule = types.deferredModuleWith { };

  /**
    A module that is not evaluated here but imported elsewhere; its definitions and the static modules become its imports.
  */
  deferredModuleWith =
    {
      staticModules ? [ ],
    }:
    mkOptionType {
      name = "deferredModule";
      description = "module";
      descriptionClass = "noun";
      check = isModule;
      merge = loc: defs: {
        imports =
          staticModules
          ++ map (
            def:
            lib.modules.setDefaultModuleLocation "${def.file}, via option ${lib.options.showOption loc}"
              def.value
          ) defs;
      };
      inherit (types.submoduleWith { modules = staticModules; }) getSubOptions getSubModules;
      substSubModules = replacements: types.deferredModuleWith { staticModules = replacements; };
      functor = defaultFunctor "deferredModuleWith" // {
        type = types.deferredModuleWith;
        payload = {
          inherit staticModules;
        };
        binOp = a: b: { staticModules = a.staticModules ++ b.staticModules; };
      };
    };

  /**
    An option, as `mkOption` makes it, not yet evaluated.
  */
  optionDeclaration = mkOptionType {
    name = "optionDeclaration";
    description = "option declaration";
    descriptionClass = "noun";
    check = x: types.isType "option" x && !(x ? value);
  };

  /**
    A type; several merge as the types of one option would.
  */
  optionType = mkOptionType {
    name = "optionType";
    description = "optionType";
    descriptionClass = "noun";
    check = types.isOptionType;
    merge =
      loc: defs:
      let
        declarations = map (def: {
          _file = def.file;
          pos = null;
          options = lib.options.mkOption { type = def.value; };
        }) defs;
      in
      if builtins.length defs == 1 then
        (builtins.head defs).value
      else
        (lib.modules.fixupOptionType loc (lib.modules.mergeOptionDecls loc declarations)).type;
  };
}
