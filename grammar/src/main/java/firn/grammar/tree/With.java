package firn.grammar.tree;

/**
 * {@code with scope; body}: names that no enclosing binding defines are looked up in {@code scope}.
 */
public record With(Expr scope, Expr body, int start, int end) implements Expr {}
