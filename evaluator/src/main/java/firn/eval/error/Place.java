package firn.eval.error;

import firn.grammar.Position;
import firn.grammar.SourceText;

/**
 * A place in a source.
 *
 * @param offset in bytes
 */
public record Place(SourceText source, int offset) {

  /** Line and column. */
  public Position position() {
    return source.position(offset);
  }

  /** {@code name:line:column}. */
  @Override
  public String toString() {
    return source.describe(offset);
  }
}
