package firn.grammar.tree;

/** A floating-point number as C’s {@code strtod} reads it; a minus sign is a {@link Unary}. */
public record FloatLiteral(double value, int start, int end) implements Expr {}
