package firn.store.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate authorities to trust: those of the file that {@code NIX_SSL_CERT_FILE} or {@code
 * SSL_CERT_FILE} names, else the machine's bundle, else Java's own.
 */
final class Trust {
  private static final List<String> BUNDLES =
      List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt");

  private Trust() {}

  static SSLContext context() {
    Optional<Path> bundle = bundle();
    try {
      if (bundle.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      try (InputStream in = Files.newInputStream(bundle.get())) {
        int n = 0;
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca" + n++, certificate);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new firn.store.StoreException(
          "the certificate authorities in " + bundle.orElse(Path.of("Java")) + " cannot be read",
          "Point SSL_CERT_FILE at a file of certificates in PEM form.",
          e);
    }
  }

  private static Optional<Path> bundle() {
    for (String variable : List.of("NIX_SSL_CERT_FILE", "SSL_CERT_FILE")) {
      String file = System.getenv(variable);
      if (file != null && !file.isEmpty()) {
        return Optional.of(Path.of(file));
      }
    }
    return BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst();
  }
}
