package firn.grammar.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code subject.a."b".${c}}, with {@code or} default where one is given.
 *
 * @param path at least one name
 * @param orElse evaluated only where some name of the path is missing (or a step is not a set)
 */
public record Select(Expr subject, List<AttrName> path, @Nullable Expr orElse, int start, int end)
    implements Expr {}
