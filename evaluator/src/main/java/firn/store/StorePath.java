package firn.store;

import static firn.store.MalformedException.quote;

import org.jspecify.annotations.Nullable;

/**
 * The logical name of an object in the store: {@code /nix/store/HASH-NAME}. It says nothing of
 * where the object lies physically, nor whether it exists.
 *
 * <p>Ordered by base name, which is how derivations and references list paths.
 */
public final class StorePath implements Comparable<StorePath> {
  /** The logical store directory. It enters every hash, so it is the same for every store. */
  public static final String STORE_DIR = "/nix/store";

  /** Digits in the hash part: 160 bits in base 32. */
  public static final int HASH_LENGTH = 32;

  /** The longest name that leaves room for the hash and a temporary suffix in 255 bytes. */
  public static final int MAX_NAME_LENGTH = 211;

  private static final String PREFIX = STORE_DIR + "/";

  private final String baseName;

  private StorePath(String baseName) {
    this.baseName = baseName;
  }

  /**
   * Reads {@code HASH-NAME}.
   *
   * @throws MalformedException if the hash part or the name breaks the rules
   */
  public static StorePath ofBaseName(String baseName) {
    if (baseName.length() < HASH_LENGTH + 1 || baseName.charAt(HASH_LENGTH) != '-') {
      throw new MalformedException("path " + quote(baseName) + " is not a valid store path");
    }
    for (int i = 0; i < HASH_LENGTH; i++) {
      if (!Nix32.isDigit(baseName.charAt(i))) {
        throw new MalformedException(
            "store path " + quote(baseName) + " contains illegal base-32 character");
      }
    }
    checkName(baseName.substring(HASH_LENGTH + 1));
    return new StorePath(baseName);
  }

  /**
   * Reads {@code /nix/store/HASH-NAME}, with nothing below it.
   *
   * @throws MalformedException if it is not that
   */
  public static StorePath parse(String path) {
    if (!path.startsWith(PREFIX) || path.indexOf('/', PREFIX.length()) >= 0) {
      throw new MalformedException("path " + quote(path) + " is not in the store");
    }
    return ofBaseName(path.substring(PREFIX.length()));
  }

  /**
   * The store path that {@code path} is or lies below.
   *
   * @throws MalformedException if it lies outside the store
   */
  public static StorePath containing(String path) {
    if (!path.startsWith(PREFIX)) {
      throw new MalformedException("path " + quote(path) + " is not in the store");
    }
    int slash = path.indexOf('/', PREFIX.length());
    return ofBaseName(path.substring(PREFIX.length(), slash < 0 ? path.length() : slash));
  }

  /** Whether {@code path} lies below the store directory; it need not be well formed. */
  public static boolean isInStore(String path) {
    return path.startsWith(PREFIX) && path.length() > PREFIX.length();
  }

  /**
   * Checks a name against the rules: 1 to 211 of {@code 0-9 a-z A-Z + - . _ ? =}, and not {@code .}
   * or {@code ..}, alone or before a dash.
   *
   * @throws MalformedException if it breaks one
   */
  public static void checkName(String name) {
    if (name.isEmpty()) {
      throw new MalformedException("name must not be empty");
    }
    if (name.length() > MAX_NAME_LENGTH) {
      throw new MalformedException(
          "name " + quote(name) + " must be no longer than 211 characters");
    }
    if (name.equals(".") || name.equals("..") || name.startsWith(".-") || name.startsWith("..-")) {
      throw new MalformedException("name " + quote(name) + " is not valid");
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i))) {
        throw new MalformedException(
            "name "
                + quote(name)
                + " contains illegal character "
                + quote(name.substring(i, i + 1)));
      }
    }
  }

  /** Whether {@code c} may stand in the name of a store object. */
  public static boolean isNameCharacter(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "+-._?=".indexOf(c) >= 0;
  }

  /** {@code HASH-NAME}. */
  public String baseName() {
    return baseName;
  }

  /** The 32 digits. */
  public String hashPart() {
    return baseName.substring(0, HASH_LENGTH);
  }

  public String name() {
    return baseName.substring(HASH_LENGTH + 1);
  }

  public boolean isDerivation() {
    return baseName.endsWith(Derivation.EXTENSION);
  }

  @Override
  public int compareTo(StorePath other) {
    return baseName.compareTo(other.baseName);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StorePath p && p.baseName.equals(baseName);
  }

  @Override
  public int hashCode() {
    return baseName.hashCode();
  }

  /** The whole logical path, {@code /nix/store/HASH-NAME}. */
  @Override
  public String toString() {
    return PREFIX + baseName;
  }
}
