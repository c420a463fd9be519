/**
 * From bytes to tree: the generated lexer and parser and what they stand on. Hidden: nothing
 * outside {@code firn.grammar} may use it, and no type of ANTLR leaves it.
 *
 * <p>The stations: {@link Scanner} walks the automaton that ANTLR makes from {@code NixLexer.g4}
 * and fills a {@link TokenBuffer}; {@code NixParser}, generated from {@code NixParser.g4}, runs
 * over that buffer and calls the actions of {@link TreeBuilder} as it goes, without a parse tree;
 * {@link SyntaxErrors} turns the place where it got stuck into Nix's words.
 */
@NullMarked
package firn.grammar.antlr;

import org.jspecify.annotations.NullMarked;
