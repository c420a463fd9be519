package firn.grammar;

import org.jspecify.annotations.Nullable;

/**
 * A text that is not an expression of the language. The message is one sentence in Nix's words; the
 * place and the hint stand apart from it.
 */
public final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceText source;
  private final int offset;
  private final int end;
  private final @Nullable String hint;

  /**
   * Creates one.
   *
   * @param message such as {@code syntax error, unexpected '}', expecting ';'}
   * @param offset of the first byte at fault; the length of the source for its end
   * @param end offset after the last byte at fault
   * @param hint a remedy, where a likely cause is known
   */
  public SyntaxException(
      String message, SourceText source, int offset, int end, @Nullable String hint) {
    super(message);
    this.source = source;
    this.offset = offset;
    this.end = end;
    this.hint = hint;
  }

  /** The text at fault. */
  public SourceText source() {
    return source;
  }

  /** Offset of the first byte at fault. */
  public int offset() {
    return offset;
  }

  /** Offset after the last byte at fault; equal to {@link #offset()} at the end of the text. */
  public int end() {
    return end;
  }

  /** Where the fault is. */
  public Position position() {
    return source.position(offset);
  }

  /** A remedy, where a likely cause is known. */
  public @Nullable String hint() {
    return hint;
  }
}
