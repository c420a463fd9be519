/**
 * The formatter: a source into the same source, laid out by the rules of RFC 166 as nixfmt
 * publishes them. It works on tokens and comments, not on the tree of {@code firn.grammar.tree},
 * which has forgotten how things were written.
 *
 * <p>The stations: {@link Tokens} cuts the source and hangs each comment on the token it stands at;
 * {@link NodeReader} groups tokens into {@link Node}s; {@link FlatText} knows what a node is on one
 * line; {@link Layout} and its parts decide where lines break and write to a {@link Page}.
 */
@NullMarked
package firn.grammar.format;

import org.jspecify.annotations.NullMarked;
