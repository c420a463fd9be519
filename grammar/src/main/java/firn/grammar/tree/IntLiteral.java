package firn.grammar.tree;

/** A decimal integer in 0..2^63-1; a minus sign is a {@link Unary}. */
public record IntLiteral(long value, int start, int end) implements Expr {}
