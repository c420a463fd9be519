{
  strings = map (t: builtins.hashString t "firn") [ "md5" "sha1" "sha256" "sha512" ];
  converted = map (toHashFormat: builtins.convertHash { hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; inherit toHashFormat; }) [ "base16" "nix32" "base64" "sri" ];
}
