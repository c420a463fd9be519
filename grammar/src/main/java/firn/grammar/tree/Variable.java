package firn.grammar.tree;

/** A variable. */
public record Variable(String name, int start, int end) implements Expr {}
