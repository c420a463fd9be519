package firn.grammar.tree;

/** {@code parameter: body}. */
public record Lambda(Parameter parameter, Expr body, int start, int end) implements Expr {}
