/** What the build runs to write the lexer's automaton down. */
@NullMarked
package firn.grammar.antlr.build;

import org.jspecify.annotations.NullMarked;
