/**
  The module system.
*/
lib: {
  inherit (lib.modules)
    applyModuleArgsIfFunction
    dischargeProperties
    doRename
    evalModules
    filterOverrides
    fixMergeModules
    fixupOptionType
    mergeDefinitions
    mergeModules
    mergeModules'
    mergeOptionDecls
    mkAfter
    mkAliasAndWrapDefinitions
    mkAliasDefinitions
    mkAliasOptionModule
    mkAliasOptionModuleMD
    mkAssert
    mkBefore
    mkChangedOptionModule
    mkDefault
    mkDefinition
    mkDerivedConfig
    mkFixStrictness
    mkForce
    mkIf
    mkImageMediaOverride
    mkMerge
    mkMergedOptionModule
    mkOptionDefault
    mkOrder
    mkOverride
    mkRemovedOptionModule
    mkRenamedOptionModule
    mkRenamedOptionModuleWith
    mkVMOverride
    pushDownProperties
    setDefaultModuleLocation
    sortProperties
    unifyModuleSyntax
    ;
  inherit (lib.options)
    getFiles
    getValues
    isOption
    literalExpression
    literalMD
    mergeDefaultOption
    mergeEqualOption
    mergeOneOption
    mergeUniqueOption
    mkEnableOption
    mkOption
    mkPackageOption
    mkSinkUndeclaredOptions
    optionAttrSetToDocList
    optionAttrSetToDocList'
    scrubOptionValue
    showFiles
    showOption
    showOptionWithDefLocs
    unknownModule
    ;
  inherit (lib.types)
    defaultFunctor
    defaultTypeMerge
    isOptionType
    isType
    mkOptionType
    setType
    ;

  evalOptionValue =
    lib.warn "`lib.evalOptionValue` is deprecated; read the option from `evalModules` instead."
      lib.modules.evalOptionValue;
}
