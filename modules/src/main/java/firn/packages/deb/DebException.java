package firn.packages.deb;

/** A package file is malformed or asks for what no package may do; one sentence for the user. */
public final class DebException extends Exception {
  private static final long serialVersionUID = 1L;

  public DebException(String message) {
    super(message);
  }

  public DebException(String message, Throwable cause) {
    super(message, cause);
  }
}
