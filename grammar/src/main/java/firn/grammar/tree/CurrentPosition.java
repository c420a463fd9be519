package firn.grammar.tree;

/** {@code __curPos}: an attribute set {@code { file, line, column }} of its own place. */
public record CurrentPosition(int start, int end) implements Expr {}
