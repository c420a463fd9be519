/**
 * The syntax tree of the Nix expression language: sealed interfaces and records, immutable, free of
 * any parser generator's types.
 *
 * <p>The tree is what the language means, not how it was typed: indentation is already stripped
 * from indented strings, attribute paths such as {@code a.b = 1;} are already nested attribute
 * sets, an old-style {@code let { … }} is already a selection of {@code body}, parentheses and
 * comments are gone. Every node holds offsets into its {@link firn.grammar.SourceText} and nothing
 * else of it.
 *
 * <p>All strings hold bytes: one char in 0..255 per byte of the source (ISO-8859-1).
 */
@NullMarked
package firn.grammar.tree;

import org.jspecify.annotations.NullMarked;
