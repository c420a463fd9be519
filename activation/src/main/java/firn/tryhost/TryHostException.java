package firn.tryhost;

import org.jspecify.annotations.Nullable;

/** A throwaway host that cannot be booted here: why, and what would help. */
public final class TryHostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public TryHostException(String message, @Nullable String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  public @Nullable String hint() {
    return hint;
  }
}
