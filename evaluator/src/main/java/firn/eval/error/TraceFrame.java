package firn.eval.error;

import org.jspecify.annotations.Nullable;

/**
 * What the evaluator was doing when an error passed by.
 *
 * @param message in Nix's words, such as {@code while calling 'f'}
 * @param place where that was, if it is known
 */
public record TraceFrame(String message, @Nullable Place place, Shown shown) {

  /** When a frame is shown. */
  public enum Shown {
    /** Within the limit for short traces. */
    NORMALLY,
    /** Only in full traces. */
    CALLS,
    /** Always. */
    ALWAYS
  }

  public TraceFrame(String message, @Nullable Place place) {
    this(message, place, Shown.NORMALLY);
  }
}
