/**
  Finding mistakes, and functions kept for old code.
*/
lib: {
  inherit (lib.asserts) assertMsg assertOneOf;
  inherit (lib.debug)
    addErrorContext
    runTests
    testAllTrue
    trace
    traceFnSeqN
    traceIf
    traceSeq
    traceSeqN
    traceVal
    traceValFn
    traceValSeq
    traceValSeqFn
    traceValSeqN
    traceValSeqNFn
    unsafeGetAttrPos
    ;
  inherit (lib.misc)
    checkFlag
    checkReqs
    closePropagation
    condConcat
    defaultMerge
    defaultMergeArg
    fakeHash
    fakeSha256
    fakeSha512
    foldArgs
    getValue
    ifEnable
    imap
    innerClosePropagation
    innerModifySumArgs
    lazyGenericClosure
    maybeAttr
    maybeAttrNullable
    maybeEnv
    mergeAttrBy
    mergeAttrByFunc
    mergeAttrsByFuncDefaults
    mergeAttrsByFuncDefaultsClean
    mergeAttrsConcatenateValues
    mergeAttrsNoOverride
    mergeAttrsWithFunc
    modifySumArgs
    nixType
    nvs
    setAttr
    setAttrMerge
    uniqList
    uniqListExt
    ;
}
