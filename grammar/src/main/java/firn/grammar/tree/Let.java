package firn.grammar.tree;

/**
 * {@code let bindings in body}. The bindings see each other; {@link Bindings#dynamic()} is empty.
 */
public record Let(Bindings bindings, Expr body, int start, int end) implements Expr {}
