package firn.container;

import org.jspecify.annotations.Nullable;

/** Something that cannot be done with a container: why, and what would help. */
public final class ContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public ContainerException(String message, @Nullable String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  public @Nullable String hint() {
    return hint;
  }
}
