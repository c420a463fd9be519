package firn.grammar.tree;

import java.util.List;

/**
 * A string with at least one {@code ${…}}, quoted or indented (already stripped). Each part is
 * coerced to a string and the results are joined, contexts included.
 *
 * @param parts at least one; literal pieces are {@link StringLiteral}s, never empty
 */
public record InterpolatedString(List<Expr> parts, int start, int end) implements Expr {}
