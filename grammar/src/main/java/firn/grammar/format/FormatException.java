package firn.grammar.format;

import org.jspecify.annotations.Nullable;

/** A source that is left as it is, since it cannot be laid out. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
