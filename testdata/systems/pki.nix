# Authorities of one's own, as a file and as text, beside the usual ones.
{
  system.stateVersion = "24.11";
  security.pki = {
    certificateFiles = [ ./pki.nix ];
    certificates = [ "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----" ];
  };
}
