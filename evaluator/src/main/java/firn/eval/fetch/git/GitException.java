package firn.eval.fetch.git;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Git cannot do what was asked; the message is one sentence. */
public final class GitException extends IOException {
  private static final long serialVersionUID = 1L;

  GitException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
