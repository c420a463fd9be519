# Files from elsewhere, by their hash.
{ final, lib }:
let
  hashOf =
    {
      hash ? "",
      sha256 ? "",
      sha512 ? "",
      sha1 ? "",
      outputHash ? "",
      outputHashAlgo ? "",
      ...
    }:
    if outputHash != "" then
      { inherit outputHash outputHashAlgo; }
    else if hash != "" then
      {
        outputHash = hash;
        outputHashAlgo = "";
      }
    else if sha256 != "" then
      {
        outputHash = sha256;
        outputHashAlgo = "sha256";
      }
    else if sha512 != "" then
      {
        outputHash = sha512;
        outputHashAlgo = "sha512";
      }
    else if sha1 != "" then
      {
        outputHash = sha1;
        outputHashAlgo = "sha1";
      }
    else
      {
        outputHash = lib.fakeHash;
        outputHashAlgo = "";
      };

  download =
    {
      name,
      urls,
      executable ? false,
      unpack ? false,
      recursive ? false,
      hash,
      meta ? { },
      passthru ? { },
    }:
    let
      algorithm = if hash.outputHashAlgo == "" then { outputHashAlgo = null; } else { inherit (hash) outputHashAlgo; };
      drv = derivation (
        {
          inherit
            name
            urls
            executable
            unpack
            ;
          url = builtins.head urls;
          builder = "builtin:fetchurl";
          system = "builtin";
          preferLocalBuild = true;
          outputHashMode = if recursive || unpack || executable then "recursive" else "flat";
          inherit (hash) outputHash;
        }
        // lib.filterAttrs (_: value: value != null) algorithm
      );
    in
    lib.extendDerivation true ({ inherit meta passthru; urls = urls; } // passthru) drv;
in
{
  /** A file. Type: { url | urls, hash | sha256 | …, name ?, executable ?, recursiveHash ? } -> package */
  fetchurl =
    {
      url ? "",
      urls ? [ ],
      name ? "",
      pname ? "",
      version ? "",
      executable ? false,
      recursiveHash ? false,
      meta ? { },
      passthru ? { },
      postFetch ? "",
      downloadToTemp ? false,
      ...
    }@args:
    let
      places = if urls != [ ] then urls else if builtins.isList url then url else [ url ];
      fetched = download {
        name = if name != "" then name else if pname != "" then "${pname}-${version}" else baseNameOf (builtins.head places);
        urls = places;
        inherit executable meta passthru;
        recursive = recursiveHash;
        hash = hashOf args;
      };
    in
    if postFetch != "" then
      throw "fetchurl: postFetch is not supported, since downloads run inside Firn; change the file with runCommand"
    else
      fetched;

  /** An archive, unpacked. Type: { url, hash | sha256, name ?, stripRoot ? } -> package */
  fetchzip =
    {
      url ? "",
      urls ? [ ],
      name ? "source",
      stripRoot ? true,
      extension ? null,
      meta ? { },
      passthru ? { },
      postFetch ? "",
      ...
    }@args:
    if !stripRoot || postFetch != "" then
      throw "fetchzip: stripRoot = false and postFetch are not supported; fetch with fetchurl and unpack with runCommand"
    else
      download {
        inherit name meta passthru;
        urls = if urls != [ ] then urls else [ url ];
        unpack = true;
        hash = hashOf args;
      };

  /** A repository on GitHub, as its archive. */
  fetchFromGitHub =
    {
      owner,
      repo,
      rev ? "refs/tags/${tag}",
      tag ? null,
      name ? "source",
      githubBase ? "github.com",
      meta ? { },
      passthru ? { },
      ...
    }@args:
    download {
      inherit name meta passthru;
      urls = [ "https://${githubBase}/${owner}/${repo}/archive/${rev}.tar.gz" ];
      unpack = true;
      hash = hashOf args;
    };

  /** A file that only the user can get. */
  requireFile =
    {
      name ? null,
      url ? null,
      message ? "Fetch ${toString url} by hand and add it with: firn store add ${toString name}",
      ...
    }@args:
    throw "${if name != null then name else baseNameOf url} has to be fetched by hand. ${message}";
}
