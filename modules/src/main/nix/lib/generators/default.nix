/**
  Values written in other notations. Every generator takes a set of settings first, then the value.
*/
{ lib }:
let
  part = file: import file { inherit lib; };
in
part ./key-value.nix
// part ./ini.nix
// part ./git.nix
// part ./recursion.nix
// part ./pretty.nix
// part ./plist.nix
// part ./dhall.nix
// part ./lua.nix
// {
  /**
    JSON. Type: toJSON :: { } -> any -> string
  */
  toJSON = { }: builtins.toJSON;

  /**
    YAML, of which JSON is a part. Type: toYAML :: { } -> any -> string
  */
  toYAML = { }: builtins.toJSON;
}
