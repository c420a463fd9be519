package firn.grammar.tree;

/**
 * A path as written: {@code /a}, {@code ./a}, {@code ../a}, {@code a/b} or {@code ~/a}. The parser
 * resolves nothing: relative ones are resolved against the directory of the file, {@code ~} against
 * the home directory, by the evaluator.
 *
 * @param text as in the source; ends in a slash only as the head of an {@link InterpolatedPath}
 */
public record PathLiteral(String text, int start, int end) implements Expr {

  /** Whether the path starts at the root. */
  public boolean isAbsolute() {
    return text.charAt(0) == '/';
  }

  /** Whether the path starts at the home directory ({@code ~/…}). */
  public boolean isHome() {
    return text.charAt(0) == '~';
  }
}
