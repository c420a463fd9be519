package firn.grammar.tree;

/** {@code if condition then consequence else alternative}. */
public record If(Expr condition, Expr consequence, Expr alternative, int start, int end)
    implements Expr {}
