package firn.grammar.tree;

/** A prefix operator. */
public enum UnaryOperator {
  /** {@code !}: binds weaker than arithmetic and {@code ?}, stronger than {@code //}. */
  NOT("!"),
  /** {@code -}: binds strongest of all operators. */
  NEGATE("-");

  private final String text;

  UnaryOperator(String text) {
    this.text = text;
  }

  /** As written in the source. */
  public String text() {
    return text;
  }
}
