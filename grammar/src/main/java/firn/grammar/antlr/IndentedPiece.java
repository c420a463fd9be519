package firn.grammar.antlr;

import firn.grammar.tree.Expr;

/** What stands between the quotes of an indented string. */
sealed interface IndentedPiece {

  /**
   * A piece of text.
   *
   * @param indented whether its spaces count as indentation; not so for the meaning of an escape
   */
  record Text(String text, boolean indented, int start, int end) implements IndentedPiece {}

  /** {@code ${value}}. */
  record Interpolation(Expr value) implements IndentedPiece {}
}
