package firn.grammar.tree;

import java.util.List;

/**
 * A path with {@code ${…}} in it, such as {@code ./a/${b}.nix}. The head is resolved to an absolute
 * path that keeps its trailing slash; the parts are coerced to strings and appended; the result is
 * a path.
 *
 * @param head the literal beginning; may end in a slash
 * @param parts at least one; literal pieces are {@link StringLiteral}s
 */
public record InterpolatedPath(PathLiteral head, List<Expr> parts, int start, int end)
    implements Expr {}
