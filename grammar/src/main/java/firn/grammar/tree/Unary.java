package firn.grammar.tree;

/** {@code !a} or {@code -a}. Negation means {@code __sub 0 a}; see {@link BinaryOperator}. */
public record Unary(UnaryOperator operator, Expr operand, int start, int end) implements Expr {}
