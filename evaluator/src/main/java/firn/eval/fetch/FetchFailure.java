package firn.eval.fetch;

import firn.eval.error.EvalException;
import org.jspecify.annotations.Nullable;

/** Something could not be fetched, or is not what its hash says. */
public final class FetchFailure extends EvalException {
  private static final long serialVersionUID = 1L;

  private final boolean mismatch;

  FetchFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.mismatch = false;
  }

  private FetchFailure(String message, @Nullable Throwable cause, boolean mismatch) {
    super(message, cause);
    this.mismatch = mismatch;
  }

  /** What was got is not what the hash says. */
  static FetchFailure mismatch(String message) {
    return new FetchFailure(message, null, true);
  }

  /** Whether a hash did not match; Nix's exit code for that is 102. */
  public boolean isMismatch() {
    return mismatch;
  }

  @Override
  public boolean isPassing() {
    return true;
  }

  @Override
  protected EvalException blank() {
    return new FetchFailure(sentence(), getCause(), mismatch);
  }
}
