package firn.grammar.tree;

import java.util.List;

/**
 * {@code subject ? a.b}.
 *
 * @param path at least one name
 */
public record HasAttr(Expr subject, List<AttrName> path, int start, int end) implements Expr {}
