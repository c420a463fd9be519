/**
  Packages, their sources and files.
*/
lib: {
  inherit (lib.customisation)
    callPackagesWith
    callPackageWith
    extendDerivation
    extendMkDerivation
    hydraJob
    makeOverridable
    makeScope
    makeScopeWithSplicing
    makeScopeWithSplicing'
    mapCrossIndex
    overrideDerivation
    renameCrossIndexFrom
    renameCrossIndexTo
    ;
  inherit (lib.derivations)
    addDrvOutputDependencies
    lazyDerivation
    optionalDrvAttr
    unsafeDiscardOutputDependency
    warnOnInstantiate
    ;
  inherit (lib.meta)
    addMetaAttrs
    appendToName
    dontDistribute
    getExe
    getExe'
    getLicenseFromSpdxId
    getLicenseFromSpdxIdOr
    hiPrio
    hiPrioSet
    licensesSpdx
    lowPrio
    lowPrioSet
    mapDerivationAttrset
    setName
    setPrio
    updateName
    ;
  inherit (lib.sources)
    canCleanSource
    cleanSource
    cleanSourceFilter
    cleanSourceWith
    commitIdFromGitRepo
    filterSource
    pathHasContext
    pathIsGitRepo
    repoRevToName
    revOrTag
    sourceByRegex
    sourceFilesBySuffices
    ;
  inherit (lib.filesystem)
    baseNameOf
    dirOf
    hashFile
    isPath
    packagesFromDirectoryRecursive
    pathIsDirectory
    pathIsRegularFile
    pathType
    readDir
    readFileType
    ;
  inherit (lib.generators) mkLuaInline;
  inherit (lib.flakes) flakeRefToString parseFlakeRef;
  inherit (lib.network.ipv6) mkEUI64Suffix;
}
