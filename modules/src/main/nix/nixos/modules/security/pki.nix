# The authorities whose certificates are trusted. An ordinary distribution has its own, and keeps them until others
# are added here.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.security.pki;

  own = "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt";
  added =
    cfg.certificateFiles
    ++ lib.optional (cfg.certificates != [ ]) (
      pkgs.writeText "certificates.crt" (lib.concatMapStrings (text: text + "\n") cfg.certificates)
    );
  bundle =
    if added == [ ] then
      own
    else
      derivation {
        name = "ca-certificates.crt";
        inherit (pkgs) system;
        builder = "${pkgs.bash}/bin/bash";
        args = [
          "-ec"
          # A file may lack its last line feed.
          ''for file in "$@"; do ${pkgs.coreutils}/bin/cat "$file"; echo; done >$out''
          "bundle"
          own
        ]
        ++ map (file: "${file}") added;
        preferLocalBuild = true;
      };
in
{
  options.security.pki = {
    certificateFiles = mkOption {
      type = types.listOf types.path;
      default = [ ];
      example = lib.literalExpression "[ ./our-authority.crt ]";
      description = "Files with certificates (PEM) of authorities that are trusted beside the usual ones.";
    };

    certificates = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = lib.literalExpression ''
        [
          '''
            -----BEGIN CERTIFICATE-----
            MIIGUDCCBTigAwIBAgIDD8KWMA0GCSqGSIb3DQEBBQUA
            …
            -----END CERTIFICATE-----
          '''
        ]
      '';
      description = "Certificates (PEM) of authorities that are trusted beside the usual ones.";
    };
  };

  config.environment.etc = lib.mkIf (config.firn.host.root == "closure" || added != [ ]) {
    # Debian's name for it, and that of NixOS.
    "ssl/certs/ca-certificates.crt".source = bundle;
    "ssl/certs/ca-bundle.crt".source = bundle;
  };
}
