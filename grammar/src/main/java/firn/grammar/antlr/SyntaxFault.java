package firn.grammar.antlr;

import org.jspecify.annotations.Nullable;

/**
 * A fault in the source: what the parser's front makes its exception from. Carries no stack trace.
 */
public final class SyntaxFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No other place has to do with the fault. */
  public static final int NOWHERE = -1;

  private final String text;
  private final int start;
  private final int end;
  private final int related;
  private final @Nullable String hint;

  SyntaxFault(String message, int start, int end, @Nullable String hint) {
    this(message, NOWHERE, start, end, hint);
  }

  SyntaxFault(String message, int related, int start, int end, @Nullable String hint) {
    super(message, null, false, false);
    this.text = message;
    this.start = start;
    this.end = end;
    this.related = related;
    this.hint = hint;
  }

  /** What is wrong, in one sentence. */
  public String text() {
    return text;
  }

  /** Offset of the first byte at fault. */
  public int start() {
    return start;
  }

  /** Offset after the last byte at fault. */
  public int end() {
    return end;
  }

  /** Offset of the other place that the message is about and ends with, or {@link #NOWHERE}. */
  public int related() {
    return related;
  }

  /** A remedy, where a likely cause is known. */
  public @Nullable String hint() {
    return hint;
  }
}
