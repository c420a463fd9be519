package firn.eval.error;

import org.jspecify.annotations.Nullable;

/**
 * What the evaluator was doing when an error passed by.
 *
 * @param message in Nix's words, such as {@code while calling 'f'}
 * @param place where that was, if it is known
 * @param alwaysShown whether it is shown without {@code --show-trace} too
 */
public record TraceFrame(String message, @Nullable Place place, boolean alwaysShown) {

  public TraceFrame(String message, @Nullable Place place) {
    this(message, place, false);
  }
}
