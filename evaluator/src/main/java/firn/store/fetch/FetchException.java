package firn.store.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A download that did not work out; the message is one sentence that names the URL. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean fatal;
  private final boolean missing;
  private boolean tooLong;

  FetchException(String message, boolean fatal, @Nullable Throwable cause) {
    this(message, fatal, cause, false);
  }

  FetchException(String message, boolean fatal, @Nullable Throwable cause, boolean missing) {
    super(message, cause);
    this.fatal = fatal;
    this.missing = missing;
  }

  /** Of what has exceeded its limit. */
  static FetchException tooLong(String message) {
    FetchException exception = new FetchException(message, true, null);
    exception.tooLong = true;
    return exception;
  }

  /** Whether there was more of it than may be taken, so that nothing of it is of use. */
  public boolean isTooLong() {
    return tooLong;
  }

  /** Whether asking again is no use. */
  public boolean isFatal() {
    return fatal;
  }

  /** Whether the server said that there is no such file. */
  public boolean isMissing() {
    return missing;
  }
}
