/**
 * Text into a tree: lexer, parser, syntax tree, syntax errors. Nothing of ours is imported here.
 */
@NullMarked
package firn.grammar;

import org.jspecify.annotations.NullMarked;
