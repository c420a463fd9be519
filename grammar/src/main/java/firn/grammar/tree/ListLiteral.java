package firn.grammar.tree;

import java.util.List;

/** {@code [ a b c ]}. */
public record ListLiteral(List<Expr> elements, int start, int end) implements Expr {}
