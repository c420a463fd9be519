package firn.store.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A download that did not work out; the message is one sentence that names the URL. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean absent;

  FetchException(String message, boolean absent, @Nullable Throwable cause) {
    super(message, cause);
    this.absent = absent;
  }

  /** Whether the server said that there is no such file, so that asking again is no use. */
  public boolean isAbsent() {
    return absent;
  }
}
