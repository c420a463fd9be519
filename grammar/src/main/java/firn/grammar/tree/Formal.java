package firn.grammar.tree;

import org.jspecify.annotations.Nullable;

/**
 * One name of a pattern.
 *
 * @param orElse the default; sees all formals and the name of the whole argument
 */
public record Formal(String name, @Nullable Expr orElse, int offset) {}
