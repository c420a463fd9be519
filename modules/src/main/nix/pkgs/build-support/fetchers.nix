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

  /**
    A folder out of an archive.
  */
  unpacked =
    {
      name,
      urls,
      hash,
      stripRoot ? true,
      meta ? { },
      passthru ? { },
    }:
    let
      drv = derivation (
        {
          inherit name urls stripRoot;
          builder = "builtin:fetch-archive";
          system = "builtin";
          preferLocalBuild = true;
          outputHashMode = "recursive";
          inherit (hash) outputHash;
        }
        // lib.optionalAttrs (hash.outputHashAlgo != "") { inherit (hash) outputHashAlgo; }
      );
    in
    lib.extendDerivation true ({ inherit meta passthru urls; } // passthru) drv;

  download =
    {
      name,
      urls,
      executable ? false,
      recursive ? false,
      hash,
      meta ? { },
      passthru ? { },
    }:
    let
      algorithm =
        if hash.outputHashAlgo == "" then
          { outputHashAlgo = null; }
        else
          { inherit (hash) outputHashAlgo; };
      drv = derivation (
        {
          inherit
            name
            urls
            executable
            ;
          url = builtins.head urls;
          builder = "builtin:fetchurl";
          system = "builtin";
          preferLocalBuild = true;
          outputHashMode = if recursive || executable then "recursive" else "flat";
          inherit (hash) outputHash;
        }
        // lib.filterAttrs (_: value: value != null) algorithm
      );
    in
    lib.extendDerivation true (
      {
        inherit meta passthru;
        urls = urls;
      }
      // passthru
    ) drv;
in
{
  /**
    A file. Type: { url | urls, hash | sha256 | …, name ?, executable ?, recursiveHash ? } -> package
  */
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
      places =
        if urls != [ ] then
          urls
        else if builtins.isList url then
          url
        else
          [ url ];
      fetched = download {
        name =
          if name != "" then
            name
          else if pname != "" then
            "${pname}-${version}"
          else
            baseNameOf (builtins.head places);
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

  /**
    An archive, unpacked. Type: { url | urls, hash | sha256, name ?, stripRoot ? } -> package
  */
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
    if postFetch != "" then
      throw "fetchzip: postFetch is not supported, since downloads run inside Firn; change the result with runCommand"
    else
      unpacked {
        inherit
          name
          meta
          passthru
          stripRoot
          ;
        urls = if urls != [ ] then urls else [ url ];
        hash = hashOf args;
      };

  /**
    A repository on GitHub, as its archive.
  */
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
    unpacked {
      inherit name meta passthru;
      urls = [ "https://${githubBase}/${owner}/${repo}/archive/${rev}.tar.gz" ];
      hash = hashOf args;
    };

  /**
    A file that only the user can get.
  */
  requireFile =
    {
      name ? null,
      url ? null,
      message ? "Fetch ${toString url} by hand and add it with: firn store add ${toString name}",
      ...
    }@args:
    throw "${if name != null then name else baseNameOf url} has to be fetched by hand. ${message}";
}
