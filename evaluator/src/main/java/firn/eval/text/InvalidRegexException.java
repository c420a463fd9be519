package firn.eval.text;

/**
 * A text that is not a POSIX extended regular expression. The message says what is wrong and where.
 */
public final class InvalidRegexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidRegexException(String message) {
    super(message);
  }
}
