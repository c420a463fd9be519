package firn.packages.archive;

import org.jspecify.annotations.Nullable;

/**
 * The archive, its signature, an index, the lock or a package name is not as it must be. The
 * message is one sentence for the user; {@link #remedy} says what to do about it.
 */
public final class ArchiveException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String remedy;

  public ArchiveException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public ArchiveException(String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What the user can do, as a sentence; may be empty. */
  public String remedy() {
    return remedy;
  }
}
