# Authorities of one's own, as a file and as text, beside the usual ones.
{
  security.pki = {
    certificateFiles = [ ./pki.nix ];
    certificates = [ "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----" ];
  };
}
