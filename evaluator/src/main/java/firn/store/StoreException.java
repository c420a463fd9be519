package firn.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what was asked, for a reason outside the program: one sentence, and apart
 * from it what the user may do about it.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String remedy;

  public StoreException(String message) {
    this(message, null, null);
  }

  public StoreException(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  public StoreException(String message, @Nullable String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What the user may do, as a sentence of its own; null where there is nothing to advise. */
  public @Nullable String remedy() {
    return remedy;
  }
}
