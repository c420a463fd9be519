package firn.grammar.tree;

/** {@code assert condition; body}. */
public record Assert(Expr condition, Expr body, int start, int end) implements Expr {}
