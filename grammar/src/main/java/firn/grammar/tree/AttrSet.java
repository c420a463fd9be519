package firn.grammar.tree;

/**
 * {@code { … }} or {@code rec { … }}.
 *
 * @param recursive whether the attributes see each other; of merged sets ({@code a = rec {}; a.b =
 *     1;}) the first decides, as in Nix
 */
public record AttrSet(boolean recursive, Bindings bindings, int start, int end) implements Expr {}
