/**
  Arguments of functions that fetch sources.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    head
    intersectAttrs
    length
    removeAttrs
    ;
  inherit (lib.attrsets) genAttrs;
  inherit (lib.trivial) functionArgs setFunctionArgs;

  # Hashes to begin with, while the right one is not known.
  placeholders = {
    hash = lib.fakeHash;
    sha256 = lib.fakeSha256;
    sha512 = lib.fakeSha512;
  };

  # The ways to give a hash, as a set of names.
  hashArguments = hashTypes: genAttrs ([ "hash" ] ++ hashTypes) (_: null);
in
rec {
  /**
    Variables of the surroundings that fetching programs need behind a proxy.
  */
  proxyImpureEnvVars =
    let
      lower = [
        "http_proxy"
        "https_proxy"
        "ftp_proxy"
        "all_proxy"
        "no_proxy"
      ];
    in
    lower ++ map lib.strings.toUpper lower ++ [ "NIX_SSL_CERT_FILE" ];

  /**
    Arguments with `outputHash` and `outputHashAlgo` in place of `hash`, `sha256` and the like. An empty
    hash stands for a placeholder. Throws where two are given, or none although one is required.

    Type: normalizeHash :: { hashTypes ? [ "sha256" ]; required ? true; } -> attrs -> attrs
    Example: normalizeHash { } { sha256 = "…"; } => { outputHashAlgo = "sha256"; outputHash = "…"; }
  */
  normalizeHash =
    {
      hashTypes ? [ "sha256" ],
      required ? true,
    }:
    let
      known = hashArguments hashTypes;
    in
    args:
    let
      given = attrNames (intersectAttrs known args);
      kind = head given;
      rest = removeAttrs args (attrNames known);
      hash = args.${kind};
    in
    if args ? outputHash then
      args
    else if length given > 1 then
      throw "fetcher called with mutually-incompatible arguments: ${builtins.concatStringsSep ", " given}"
    else if given != [ ] then
      rest
      // {
        outputHashAlgo = if kind == "hash" then null else kind;
        outputHash =
          if hash != "" then hash else placeholders.${kind} or (throw "no “fake hash” defined for ${kind}");
      }
    else if required then
      throw "fetcher called without `hash`"
    else
      rest;

  /**
    A fetcher that takes `hash`, `sha256` and the like, from one that takes `outputHash` and
    `outputHashAlgo`.

    Type: withNormalizedHash :: { hashTypes ? [ "sha256" ]; } -> (attrs -> a) -> attrs -> a
    Example: withNormalizedHash { } ({ url, outputHash, outputHashAlgo }: …)
  */
  withNormalizedHash =
    {
      hashTypes ? [ "sha256" ],
    }:
    fetcher:
    let
      formals = functionArgs fetcher;
      normalize = normalizeHash {
        inherit hashTypes;
        required = !formals.outputHash;
      };
      withoutOutput = removeAttrs formals [
        "outputHash"
        "outputHashAlgo"
      ];
    in
    assert formals ? outputHash && formals ? outputHashAlgo;
    assert intersectAttrs formals (hashArguments hashTypes) == { };
    setFunctionArgs (args: fetcher (normalize args)) (withoutOutput // { hash = formals.outputHash; });
}
