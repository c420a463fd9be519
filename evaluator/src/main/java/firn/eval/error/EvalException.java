package firn.eval.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expression is wrong. The message is one sentence in Nix's words (bytes, one char in 0..255
 * each); place, suggestions and trace stand apart from it. Frames are added while the error
 * unwinds, innermost first. Cheap to create: no Java stack trace is taken.
 */
public class EvalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The trace, outermost frame first; shared by the errors that a failed value throws again. */
  private record Trace(TraceFrame frame, @Nullable Trace inner) {}

  private transient @Nullable Trace trace;
  private transient List<String> suggestions = List.of();
  private transient @Nullable Place place;
  private transient String hint = "";

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

  /** Says what can be done about it, in one sentence. */
  public final EvalException hint(String sentence) {
    hint = sentence;
    return this;
  }

  /** Adds what the evaluator was doing, innermost first. */
  public final EvalException frame(String message, @Nullable Place where) {
    return frame(new TraceFrame(message, where));
  }

  /** Adds a frame. */
  public final EvalException frame(TraceFrame frame) {
    trace = new Trace(frame, trace);
    return this;
  }

  public final @Nullable Place place() {
    return place;
  }

  /** Frames, innermost first. */
  public final List<TraceFrame> frames() {
    List<TraceFrame> all = new ArrayList<>();
    for (Trace t = trace; t != null; t = t.inner) {
      all.add(t.frame);
    }
    return all.reversed();
  }

  public final List<String> suggestions() {
    return suggestions;
  }

  /** What can be done about it; may be empty. */
  public final String hint() {
    return hint;
  }

  /** Whether {@code builtins.tryEval} answers this error instead of letting it pass. */
  public boolean isCatchable() {
    return false;
  }

  /** Whether the same value, asked for again, may succeed: a failure of the world outside. */
  public boolean isPassing() {
    return false;
  }

  /**
   * The same error as it is now, for a failed value to throw again: frames added to the one do not
   * show in the other.
   */
  public final EvalException again() {
    EvalException copy = blank();
    copy.trace = trace;
    copy.suggestions = suggestions;
    copy.place = place;
    copy.hint = hint;
    return copy;
  }

  /** A new error of the same class with the same message. */
  protected EvalException blank() {
    return new EvalException(sentence(), getCause());
  }
}
