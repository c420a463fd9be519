package firn.manifest;

/**
 * A manifest that cannot be read, or does not say what the contract asks: the place and what is
 * wrong.
 */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ManifestException(String message) {
    super(message, null, false, false);
  }
}
