/**
  CPU models and levels as compilers name them: their instruction sets, and what else runs on them.
*/
{ lib }:
let
  inherit (builtins)
    concatMap
    elem
    listToAttrs
    mapAttrs
    ;

  sse = [
    "sse3"
    "ssse3"
    "sse4_1"
    "sse4_2"
  ];
  sse4a = sse ++ [ "sse4a" ];
  aes = [ "aes" ];
  avx = [ "avx" ];
  avx2 = avx ++ [ "avx2" ];
  avx512 = avx2 ++ [ "avx512" ];
  fma = [ "fma" ];
  fma4 = fma ++ [ "fma4" ];

  basicLoong = [ "fpu64" ];
  vectorLoong = basicLoong ++ [ "lsx" ];
  loongExtensions = [
    "div32"
    "frecipe"
    "lam-bh"
    "lamcas"
    "ld-seq-sa"
  ];

  all = features: names: listToAttrs (map (name: lib.attrsets.nameValuePair name features) names);

  features =
    all [ ] [
      "default"
      "x86-64"
      "armv5te"
      "armv6"
      "armv7-a"
      "armv8-a"
      "loongson2f"
      "mips32"
    ]
    // all sse [
      "x86-64-v2"
      "nehalem"
      "westmere"
      "silvermont"
      "btver1"
    ]
    // all (sse ++ avx) [
      "sandybridge"
      "ivybridge"
    ]
    // all (sse ++ avx2 ++ fma) [
      "x86-64-v3"
      "haswell"
      "broadwell"
    ]
    // all (sse ++ aes ++ avx2 ++ fma) [
      "skylake"
      "alderlake"
      "sierraforest"
    ]
    // all (sse ++ avx512 ++ fma) [ "x86-64-v4" ]
    // all (sse ++ aes ++ avx512 ++ fma) [
      "skylake-avx512"
      "cannonlake"
      "icelake-client"
      "icelake-server"
      "rocketlake"
      "cascadelake"
      "cooperlake"
      "tigerlake"
      "sapphirerapids"
      "emeraldrapids"
    ]
    // all (sse ++ aes ++ avx) [ "btver2" ]
    // all (sse4a ++ aes ++ avx ++ fma4) [
      "bdver1"
      "bdver2"
      "bdver3"
    ]
    // all (sse4a ++ aes ++ avx2 ++ fma4) [ "bdver4" ]
    // all (sse4a ++ aes ++ avx2 ++ fma) [
      "znver1"
      "znver2"
      "znver3"
    ]
    // all (sse4a ++ aes ++ avx512 ++ fma) [
      "znver4"
      "znver5"
    ]
    // {
      loongarch64 = basicLoong;
      la464 = vectorLoong ++ [ "lasx" ];
      la664 = vectorLoong ++ [ "lasx" ] ++ loongExtensions;
      "la64v1.0" = vectorLoong;
      "la64v1.1" = vectorLoong ++ loongExtensions;
    };

  # The nearest models whose programs run on another.
  direct = {
    default = [ ];

    x86-64 = [ ];
    x86-64-v2 = [ "x86-64" ];
    x86-64-v3 = [ "x86-64-v2" ];
    x86-64-v4 = [ "x86-64-v3" ];

    nehalem = [ "x86-64-v2" ];
    westmere = [ "nehalem" ];
    sandybridge = [ "westmere" ];
    ivybridge = [ "sandybridge" ];
    haswell = [
      "ivybridge"
      "x86-64-v3"
    ];
    broadwell = [ "haswell" ];
    skylake = [ "broadwell" ];
    skylake-avx512 = [
      "skylake"
      "x86-64-v4"
    ];
    cannonlake = [ "skylake-avx512" ];
    icelake-client = [ "cannonlake" ];
    icelake-server = [ "icelake-client" ];
    cascadelake = [ "cannonlake" ];
    cooperlake = [ "cascadelake" ];
    tigerlake = [ "icelake-server" ];
    sapphirerapids = [ "tigerlake" ];
    emeraldrapids = [ "sapphirerapids" ];
    rocketlake = [ "x86-64-v4" ];
    alderlake = [ "skylake" ];
    sierraforest = [ "alderlake" ];

    btver1 = [ "x86-64" ];
    btver2 = [ "x86-64-v2" ];
    bdver1 = [ "x86-64-v2" ];
    bdver2 = [ "x86-64-v2" ];
    bdver3 = [ "x86-64-v2" ];
    bdver4 = [ "x86-64-v3" ];
    znver1 = [ "skylake" ];
    znver2 = [ "znver1" ];
    znver3 = [ "znver2" ];
    znver4 = [
      "znver3"
      "x86-64-v4"
    ];
    znver5 = [ "znver4" ];

    armv5te = [ ];
    armv6 = [ ];
    armv7-a = [ ];
    armv8-a = [ ];
    "armv8.1-a" = [ "armv8-a" ];
    "armv8.2-a" = [ "armv8.1-a" ];
    "armv8.3-a" = [ "armv8.2-a" ];
    "armv8.4-a" = [ "armv8.3-a" ];
    "armv8.5-a" = [ "armv8.4-a" ];
    "armv8.6-a" = [ "armv8.5-a" ];
    "armv8.7-a" = [ "armv8.6-a" ];
    "armv8.8-a" = [ "armv8.7-a" ];
    "armv8.9-a" = [ "armv8.8-a" ];
    armv9-a = [ "armv8.5-a" ];
    "armv9.1-a" = [
      "armv9-a"
      "armv8.6-a"
    ];
    "armv9.2-a" = [
      "armv9.1-a"
      "armv8.7-a"
    ];
    "armv9.3-a" = [
      "armv9.2-a"
      "armv8.8-a"
    ];
    "armv9.4-a" = [ "armv9.3-a" ];
    cortex-a53 = [ "armv8-a" ];
    cortex-a72 = [ "armv8-a" ];
    cortex-a55 = [
      "armv8.2-a"
      "cortex-a53"
      "cortex-a72"
    ];
    cortex-a76 = [
      "armv8.2-a"
      "cortex-a53"
      "cortex-a72"
    ];
    ampere1 = [
      "armv8.6-a"
      "cortex-a55"
      "cortex-a76"
    ];
    ampere1a = [ "ampere1" ];
    ampere1b = [ "ampere1a" ];

    loongarch64 = [ ];
    "la64v1.0" = [ "loongarch64" ];
    "la64v1.1" = [ "la64v1.0" ];
    la464 = [ "la64v1.0" ];
    la664 = [
      "la464"
      "la64v1.1"
    ];

    loongson2f = [ ];
    mips32 = [ ];
  };

  inferiors = mapAttrs (
    _: nearest: lib.lists.unique (nearest ++ concatMap (name: inferiors.${name}) nearest)
  ) direct;

  # Predicates by the instruction set they ask for.
  asked = {
    sse3Support = "sse3";
    ssse3Support = "ssse3";
    sse4_1Support = "sse4_1";
    sse4_2Support = "sse4_2";
    sse4_aSupport = "sse4a";
    avxSupport = "avx";
    avx2Support = "avx2";
    avx512Support = "avx512";
    aesSupport = "aes";
    fmaSupport = "fma";
    fma4Support = "fma4";
    lsxSupport = "lsx";
    lasxSupport = "lasx";
  };
in
rec {
  /**
    Instruction sets by model.
  */
  inherit features;

  /**
    All models whose programs run on a model, itself left out.
  */
  inherit inferiors;

  /**
    Type: hasInferior :: string -> string -> bool
  */
  hasInferior = model: other: elem other (inferiors.${model} or [ ]);

  /**
    Does the first model run programs built for the second?

    Type: canExecute :: string -> string -> bool
    Example: canExecute "skylake" "haswell" => true
  */
  canExecute = model: other: model == other || hasInferior model other;

  /**
    Does a model have an instruction set? Functions of its name.
  */
  predicates = mapAttrs (
    _: feature: model:
    elem feature (features.${model} or [ ])
  ) asked;
}
