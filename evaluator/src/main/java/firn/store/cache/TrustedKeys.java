package firn.store.cache;

import firn.store.MalformedException;
import firn.store.PathInfo;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The public keys whose signatures count, by name. */
public final class TrustedKeys {
  private final Map<String, PublicKey> keys = new HashMap<>();

  /**
   * @param texts {@code NAME:BASE64} each
   * @throws MalformedException if one is no public key
   */
  public TrustedKeys(Collection<String> texts) {
    for (String text : texts) {
      int colon = text.indexOf(':');
      try {
        byte[] bytes = Base64.getDecoder().decode(text.substring(colon + 1).strip());
        if (colon < 1 || bytes.length != Ed25519.KEY_BYTES) {
          throw new MalformedException("'" + text + "' is not a public key");
        }
        keys.put(text.substring(0, colon), Ed25519.publicKey(bytes));
      } catch (IllegalArgumentException | GeneralSecurityException e) {
        throw new MalformedException("'" + text + "' is not a public key", e);
      }
    }
  }

  /** Whether one of these keys has signed what is said of the path. */
  public boolean haveSigned(PathInfo info) {
    byte[] fingerprint = Fingerprint.of(info);
    return info.signatures().stream().anyMatch(s -> isGood(s, fingerprint));
  }

  /** How many of these keys have signed what is said of the path. */
  public int signers(PathInfo info) {
    byte[] fingerprint = Fingerprint.of(info);
    return (int)
        info.signatures().stream()
            .filter(signature -> isGood(signature, fingerprint))
            .map(signature -> signature.substring(0, signature.indexOf(':')))
            .distinct()
            .count();
  }

  private boolean isGood(String signature, byte[] fingerprint) {
    int colon = signature.indexOf(':');
    PublicKey key = colon < 0 ? null : keys.get(signature.substring(0, colon));
    if (key == null) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(signature.substring(colon + 1));
      return Ed25519.verify(key, fingerprint, bytes);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // A signature that cannot even be read is no good one.
      return false;
    }
  }
}
