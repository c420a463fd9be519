package firn.store.cache;

import firn.store.MalformedException;
import firn.store.PathInfo;
import firn.store.StoreException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeSet;

/** A secret key, written {@code NAME:BASE64} of seed and public key, as Nix writes it. */
public final class SigningKey {
  private final String name;
  private final byte[] seed;
  private final byte[] publicBytes;

  private SigningKey(String name, byte[] seed, byte[] publicBytes) {
    this.name = name;
    this.seed = seed;
    this.publicBytes = publicBytes;
  }

  /**
   * @throws MalformedException if it is no secret key
   */
  public static SigningKey parse(String text) {
    int colon = text.indexOf(':');
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(colon + 1).strip());
      if (colon > 0 && bytes.length == 2 * Ed25519.KEY_BYTES) {
        return new SigningKey(
            text.substring(0, colon),
            Arrays.copyOf(bytes, Ed25519.KEY_BYTES),
            Arrays.copyOfRange(bytes, Ed25519.KEY_BYTES, bytes.length));
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the secret key is not in base 64", e);
    }
    throw new MalformedException("the secret key is not NAME:BASE64 of 64 bytes");
  }

  /** A new key. */
  public static SigningKey generate(String name) {
    byte[] seed = new byte[Ed25519.KEY_BYTES];
    new SecureRandom().nextBytes(seed);
    return new SigningKey(name, seed, PublicPoint.of(seed));
  }

  /** As {@link #parse} reads it: a secret. */
  public String secretText() {
    byte[] all = Arrays.copyOf(seed, 2 * Ed25519.KEY_BYTES);
    System.arraycopy(publicBytes, 0, all, Ed25519.KEY_BYTES, Ed25519.KEY_BYTES);
    return name + ":" + Base64.getEncoder().encodeToString(all);
  }

  /** The public key, as {@link TrustedKeys} reads it. */
  public String publicText() {
    return name + ":" + Base64.getEncoder().encodeToString(publicBytes);
  }

  /** A signature, {@code NAME:BASE64}. */
  public String sign(PathInfo info) {
    try {
      PrivateKey key = Ed25519.privateKey(seed);
      return name
          + ":"
          + Base64.getEncoder().encodeToString(Ed25519.sign(key, Fingerprint.of(info)));
    } catch (GeneralSecurityException e) {
      throw new StoreException("cannot sign '" + info.path() + "': " + e.getMessage(), e);
    }
  }

  /** The same, with this key's signature among the others. */
  public PathInfo signed(PathInfo info) {
    TreeSet<String> signatures = new TreeSet<>(info.signatures());
    signatures.removeIf(s -> s.startsWith(name + ":"));
    signatures.add(sign(info));
    return info.withSignatures(signatures);
  }
}
