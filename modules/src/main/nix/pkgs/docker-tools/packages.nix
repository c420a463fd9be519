/**
  Images named by the packages in them, after the service Nixery: `shell/git/htop` is an image with bash, coreutils, git
  and htop. `shell` stands for bash, coreutils and what an interactive shell needs; `arm64` and `amd64` for the kind of
  machine.
*/
{
  lib,
  pkgs,
  defaultArchitecture,
}:
buildLayeredImage: streamLayeredImage:
{
  /**
    `shell/git/htop`
  */
  name,
  tag ? "latest",
  stream ? false,
  ...
}@args:
let
  words = lib.filter (word: word != "") (lib.splitString "/" name);
  systems = {
    amd64 = "x86_64-linux";
    arm64 = "aarch64-linux";
  };
  kinds = lib.filter (word: systems ? ${word}) words;
  architecture = if kinds == [ ] then defaultArchitecture else builtins.head kinds;
  set =
    if architecture == defaultArchitecture then
      pkgs
    else
      import pkgs.path { system = systems.${architecture}; };
  plain = lib.filter (word: !(systems ? ${word} || word == "shell")) words;
  shell = [
    set.bashInteractive
    set.coreutils
  ];
  package =
    word:
    let
      path = lib.splitString "." word;
    in
    lib.attrByPath path (
      # The archive knows which names are near, and which suites were searched.
      if builtins.length path == 1 then
        builtins.addErrorContext "while looking for what the image '${name}' is named by" (
          builtins.__debianPackage set.system word
        )
      else
        throw ''
          there is no package '${word}' for the image '${name}'.
          An image is named by its packages, with '/' between them: shell/git/htop''
    ) set;
  packages = map package plain;
in
lib.throwIf (words == [ ]) "an image named by its packages needs at least one: shell/git/htop" (
  (if stream then streamLayeredImage else buildLayeredImage) (
    {
      inherit name tag architecture;
      contents = lib.optionals (builtins.elem "shell" words) shell ++ packages ++ [ set.cacert ];
      config = {
        Cmd =
          if builtins.elem "shell" words || packages == [ ] then
            [ "${set.bashInteractive}/bin/bash" ]
          else
            [ (lib.getExe (lib.last packages)) ];
        Env = [
          "PATH=/bin:/sbin:/usr/bin:/usr/sbin"
          "SSL_CERT_FILE=/etc/ssl/certs/ca-bundle.crt"
          "HOME=/root"
        ];
      };
      extraCommands = ''
        mkdir -p tmp root
        chmod 1777 tmp
      '';
    }
    // removeAttrs args [
      "name"
      "stream"
      "tag"
    ]
  )
)
