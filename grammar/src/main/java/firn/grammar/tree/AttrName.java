package firn.grammar.tree;

/** One step of an attribute path. */
public sealed interface AttrName {

  /** Offset of the first byte. */
  int offset();

  /** {@code a} or {@code "a"}. */
  record Static(String name, int offset) implements AttrName {}

  /** {@code ${e}} or {@code "a${e}"}: {@code name} gives a string. */
  record Dynamic(Expr name, int offset) implements AttrName {}
}
