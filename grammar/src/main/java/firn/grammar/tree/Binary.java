package firn.grammar.tree;

/**
 * {@code left operator right}.
 *
 * @param operatorStart offset of the operator: the position Nix reports for errors in the operation
 */
public record Binary(
    BinaryOperator operator, Expr left, Expr right, int operatorStart, int start, int end)
    implements Expr {}
