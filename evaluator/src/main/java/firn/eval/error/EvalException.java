package firn.eval.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expression is wrong. The message is one sentence in Nix's words (bytes, one char in 0..255
 * each); place, suggestions and trace stand apart from it. Frames are added while the error
 * unwinds, innermost first. Cheap to create: no Java stack trace is taken.
 */
public class EvalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<TraceFrame> frames = new ArrayList<>(4);
  private transient List<String> suggestions = List.of();
  private transient @Nullable Place place;

  public EvalException(String message) {
    super(message, null, false, false);
  }

  public EvalException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The message, never null. */
  public final String sentence() {
    return String.valueOf(getMessage());
  }

  /** Says where the error is, unless that is known already. */
  public final EvalException at(@Nullable Place where) {
    if (place == null) {
      place = where;
    }
    return this;
  }

  /** Offers names that may have been meant, best first. */
  public final EvalException suggest(List<String> names) {
    suggestions = List.copyOf(names);
    return this;
  }

  /** Adds what the evaluator was doing, innermost first. */
  public final EvalException frame(String message, @Nullable Place where) {
    frames.add(new TraceFrame(message, where));
    return this;
  }

  /** Adds a frame. */
  public final EvalException frame(TraceFrame frame) {
    frames.add(frame);
    return this;
  }

  public final @Nullable Place place() {
    return place;
  }

  /** Frames, innermost first. */
  public final List<TraceFrame> frames() {
    return Collections.unmodifiableList(frames);
  }

  public final List<String> suggestions() {
    return suggestions;
  }

  /** Whether {@code builtins.tryEval} answers this error instead of letting it pass. */
  public boolean isCatchable() {
    return false;
  }
}
