package firn.grammar.tree;

import java.util.List;

/**
 * A string of several pieces, quoted or indented (already stripped). Mostly some are computed
 * ({@code ${…}}); an indented string with escapes may consist of literal pieces alone. Each part is
 * coerced to a string and the results are joined, contexts included.
 *
 * @param parts at least one; literal pieces are {@link StringLiteral}s, never empty
 */
public record InterpolatedString(List<Expr> parts, int start, int end) implements Expr {}
