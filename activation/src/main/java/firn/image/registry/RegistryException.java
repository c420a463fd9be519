package firn.image.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A registry that cannot be reached, refuses, or sends what was not asked for; with a remedy. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public RegistryException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it. */
  public @Nullable String hint() {
    return hint;
  }
}
