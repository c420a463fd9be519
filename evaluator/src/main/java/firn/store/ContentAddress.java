package firn.store;

import static firn.store.MalformedException.quote;

/**
 * A path's contents, named by their hash.
 *
 * @param method what was hashed
 */
public record ContentAddress(Method method, Hash hash) {

  /** How a file tree becomes the bytes that are hashed. */
  public enum Method {
    /** A text with references, always SHA-256: what {@code builtins.toFile} and derivations are. */
    TEXT,
    /** The bytes of one regular file. */
    FLAT,
    /** The archive (NAR) of the tree. */
    RECURSIVE
  }

  /** As in the outputs of a derivation: {@code r:sha256}, {@code sha256}. */
  public String methodAndAlgorithm() {
    String prefix =
        switch (method) {
          case TEXT -> "text:";
          case FLAT -> "";
          case RECURSIVE -> "r:";
        };
    return prefix + hash.algorithm().id();
  }

  /** As in the database and narinfo: {@code text:sha256:…}, {@code fixed:r:sha256:…}. */
  @Override
  public String toString() {
    String digits = hash.prefixed(HashFormat.NIX32);
    return switch (method) {
      case TEXT -> "text:" + digits;
      case FLAT -> "fixed:" + digits;
      case RECURSIVE -> "fixed:r:" + digits;
    };
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws MalformedException if it is not that
   */
  public static ContentAddress parse(String text) {
    if (text.startsWith("text:sha256:")) {
      return new ContentAddress(
          Method.TEXT, Hash.parse(text.substring("text:".length()), HashAlgorithm.SHA256));
    }
    if (text.startsWith("fixed:r:")) {
      return new ContentAddress(
          Method.RECURSIVE, Hash.parse(text.substring("fixed:r:".length()), null));
    }
    if (text.startsWith("fixed:")) {
      return new ContentAddress(Method.FLAT, Hash.parse(text.substring("fixed:".length()), null));
    }
    throw new MalformedException("not a content address: " + quote(text));
  }

  /**
   * Reads the two fields of a derivation's output: {@code r:sha256} and base 16 digits.
   *
   * @throws MalformedException if they are not that
   */
  public static ContentAddress ofOutput(String methodAndAlgorithm, String digits) {
    boolean recursive = methodAndAlgorithm.startsWith("r:");
    String id = recursive ? methodAndAlgorithm.substring(2) : methodAndAlgorithm;
    HashAlgorithm algorithm =
        HashAlgorithm.byId(id)
            .orElseThrow(() -> new MalformedException("unknown hash algorithm " + quote(id)));
    return new ContentAddress(
        recursive ? Method.RECURSIVE : Method.FLAT, Hash.parse(digits, algorithm));
  }
}
