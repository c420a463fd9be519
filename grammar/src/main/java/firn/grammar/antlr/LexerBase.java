package firn.grammar.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;

/**
 * What the generated lexer stands on: a closing brace too many is left to the parser to complain
 * of.
 */
abstract class LexerBase extends Lexer {

  LexerBase(CharStream input) {
    super(input);
  }

  @Override
  public int popMode() {
    return _modeStack.isEmpty() ? _mode : super.popMode();
  }
}
